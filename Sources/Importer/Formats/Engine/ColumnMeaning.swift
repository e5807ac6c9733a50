/// What a column of a source becomes.
struct ColumnMeaning: Hashable, Sendable {
  var column: SourceColumn
  var meaning: String
}

extension UsageFields {
  /// Every column that is read, and what it becomes, in the order of the canonical columns.
  var meanings: [ColumnMeaning] {
    var meanings: [ColumnMeaning] = []
    func add(_ columns: [SourceColumn], _ meaning: String) {
      meanings += columns.map { ColumnMeaning(column: $0, meaning: meaning) }
    }
    switch key {
    case .column(let column): add([column], "request_id")
    case .parts(let columns), .joined(let columns): add(columns, "part of request_id")
    }
    add(keyInstead.map { [$0.column] } ?? [], "part of request_id in place of \(keyInstead?.of.name ?? "")")
    add(time.columns, "timestamp")
    add(task.columns, "task_id")
    add(parent.columns, "parent_request_id")
    add(worker.columns, "worker_id")
    add(department.columns, "department")
    add(category.columns, "category")
    add(provider.columns, "provider")
    add(providerElsewhere.columns, "provider of rows that another bill charges")
    add(model.columns, "model")
    add(input, "added to input_tokens")
    add(cached + (cachedAgain.map { [$0] } ?? []), "cached_input_tokens")
    add(cacheWrite, "cache_write_tokens")
    add(output, "added to output_tokens")
    add(reasoning, "reasoning_tokens")
    if let long {
      add([long.kind], "kind of token")
      add([long.amount], "number of tokens of the kind")
    }
    if let map { add([map.column], "tokens by kind") }
    if let cost {
      add(
        cost.columns + [cost.currency, cost.deciding?.column, cost.gross, cost.elsewhere].compactMap(\.self), "cost_usd"
      )
    }
    add(fees, "part of cost_usd that no tokens are paid with")
    add(otherCalls.map { [$0.column] } ?? [], "whether tokens are what is paid")
    if let requests { add([requests], "requests") }
    if let status { add([status.column], "status") }
    if let traits {
      add(traits.modeColumns, "service_tier")
      add(traits.longWrites, "cache_write_1h_tokens")
      add(traits.context.map { [$0] } ?? [], "prompt_length")
    }
    return meanings
  }
}

extension OutcomeFields {
  /// Every column that is read, and what it becomes, in the order of the canonical columns.
  var meanings: [ColumnMeaning] {
    var meanings: [ColumnMeaning] = []
    func add(_ columns: [SourceColumn], _ meaning: String) {
      meanings += columns.map { ColumnMeaning(column: $0, meaning: meaning) }
    }
    add(task.columns, "task_id")
    add(completed.columns, "completed_at")
    add(begun.map { [$0] } ?? [], "compared with completed_at")
    add(worker.columns, "worker_id")
    add(department.columns, "department")
    add(category.columns, "category")
    add(tool.columns, "tool")
    add((success?.columns ?? []) + (success?.wordsOnly.map { [$0.column] } ?? []), "succeeded")
    add(value?.columns ?? [], "value_usd")
    add(savedMinutes.map { [$0.column] } ?? [], "minutes_saved")
    add(reviewMinutes.map { [$0.column] } ?? [], "review_minutes")
    add(reworkMinutes.map { [$0.column] } ?? [], "rework_minutes")
    add(pair.columns, "pair_id")
    return meanings
  }
}

extension TimeRule {
  var columns: [SourceColumn] {
    if case .columns(let columns) = source { columns } else { [] }
  }
}
