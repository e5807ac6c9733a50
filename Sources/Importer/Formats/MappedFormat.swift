public import TriageModel

extension SourceFormat {
  /// The format that a mapping file describes.
  public init(_ mapping: SourceMapping) {
    let builder = MappedFormat(mapping: mapping)
    self.init(
      name: mapping.name, title: "file of the mapping \(mapping.name)", evidence: .mapping,
      grain: mapping.kind == .usage ? builder.grain : .task, signature: builder.signature,
      zone: builder.zone, content: mapping.kind == .usage ? .usage(builder.usage) : .outcomes(builder.outcomes),
      quirks: [])
  }
}

/// Turns a mapping into the engine's rules.
private struct MappedFormat {
  let mapping: SourceMapping

  /// Every column that the mapping names has to be there.
  var signature: [String] {
    var names: [String] = mapping.key
    for (_, column) in mapping.columns.sorted(by: { $0.key < $1.key }) { names += column.columns }
    return names
  }

  var zone: ZoneRule {
    switch mapping.zone {
    case .written: .written
    case .utc: .utc
    case .asked: .asked
    }
  }

  var grain: SourceFormat.Grain {
    switch mapping.grain {
    case .request: .request
    case .bucket, .day: .bucket
    case .range: .range
    }
  }

  private var shape: TimeRule.Shape {
    switch mapping.time {
    case .iso: .iso
    case .epochSeconds: .epochSeconds
    case .epochMillis: .epochMillis
    case .epochNanos: .epochNanos
    case .monthFirst: .monthFirst
    case .dayFirst: .dayFirst
    }
  }

  private func columns(_ name: String) -> [SourceColumn] {
    (mapping.columns[name]?.columns ?? []).map { SourceColumn($0) }
  }

  private func text(_ name: String) -> TextRule {
    let column = mapping.columns[name] ?? SourceMapping.Column()
    return TextRule(columns: columns(name), constant: column.constant, pattern: column.match)
  }

  private func money(_ name: String) -> MoneyRule? {
    guard !columns(name).isEmpty else { return nil }
    var rule = MoneyRule(isWritten: true)
    rule.columns = columns(name)
    // Seven decimals of a cent are nine of a dollar.
    rule.scale = mapping.money == .cents ? 7 : 9
    return rule
  }

  private func minutes(_ name: String) -> DurationRule? {
    columns(name).first.map { DurationRule(column: $0, unit: .minutes) }
  }

  var usage: UsageFields {
    let id = columns("request_id").first
    var fields = UsageFields(
      key: id.map { .column($0) } ?? .parts(mapping.key.map { SourceColumn($0) }),
      time: TimeRule(source: .columns(columns("timestamp")), shape: shape), model: text("model"))
    fields.provider = text("provider")
    fields.worker = text("worker_id")
    fields.department = text("department")
    fields.category = text("category")
    fields.task = text("task_id")
    fields.parent = text("parent_request_id")
    fields.cached = columns("cached_input_tokens")
    fields.cacheWrite = columns("cache_write_tokens")
    fields.reasoning = columns("reasoning_tokens")
    fields.input =
      columns("input_tokens") + (mapping.apart.contains(.cachedInput) ? fields.cached : [])
      + (mapping.apart.contains(.cacheWrite) ? fields.cacheWrite : [])
    fields.output = columns("output_tokens") + (mapping.apart.contains(.reasoning) ? fields.reasoning : [])
    fields.ownInputColumns = columns("input_tokens").count
    fields.ownOutputColumns = columns("output_tokens").count
    fields.tokensPerUnit = mapping.tokensPerUnit
    fields.hasGroupedCounts = true
    fields.midnightsAreDays = mapping.grain == .day
    fields.cost = money("cost_usd")
    fields.requests = columns("requests").first
    fields.status = columns("status").first.map { column in
      StatusRule(
        column: column, ok: ["ok", "success"] + mapping.successWords.map { $0.lowercased() },
        errors: ["error", "failure"] + mapping.failureWords.map { $0.lowercased() },
        remedyOfOthers: "Say in the mapping what it means: success_words, or failure_words.")
    }
    let traits = TraitFields(
      modes: columns("service_tier"), longWrites: columns("cache_write_1h_tokens"),
      context: columns("prompt_length").first, isAggregated: mapping.grain != .request)
    if !traits.columns.isEmpty || traits.isAggregated { fields.traits = traits }
    return fields
  }

  var outcomes: OutcomeFields {
    var fields = OutcomeFields(
      task: text("task_id"), completed: TimeRule(source: .columns(columns("completed_at")), shape: shape),
      category: text("category"))
    fields.tool = text("tool")
    fields.worker = text("worker_id")
    fields.department = text("department")
    fields.pair = text("pair_id")
    if !columns("succeeded").isEmpty {
      fields.success = SuccessRule(
        columns: columns("succeeded"), yes: mapping.successWords.map { $0.lowercased() },
        no: mapping.failureWords.map { $0.lowercased() }, shareOf: 1)
    }
    fields.value = money("value_usd")
    fields.savedMinutes = minutes("minutes_saved")
    fields.reviewMinutes = minutes("review_minutes")
    fields.reworkMinutes = minutes("rework_minutes")
    return fields
  }
}
