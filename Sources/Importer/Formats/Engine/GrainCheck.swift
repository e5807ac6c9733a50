internal import Storage
internal import TriageModel

/// Refuses a file that holds, in another grain, spend which is there already.
struct GrainCheck {
  let format: SourceFormat
  let settings: SourceSettings
  let file: String

  /// Compares what the file covers with the imports that are there, and keeps it for later ones.
  ///
  /// - Returns: a problem for each provider whose spend would be counted twice.
  func run(_ spans: ProviderSpans, importID: Int64, _ transaction: ImportTransaction) throws -> [Diagnostic] {
    let known = try transaction.importedSources()
    var problems: [Diagnostic] = []
    for span in spans.spans {
      let source = ImportedSource(
        importID: importID, format: format.name, grain: format.grain.rawValue,
        provider: try transaction.providerName(span.provider).lowercased(), firstNanos: first(span.first),
        lastNanos: last(span.last))
      let other = known.first { overlaps(source, $0) }
      if let other, !settings.isSeparateSpend { problems.append(problem(source, other)) }
      try transaction.record(source)
    }
    return problems
  }

  /// The start of what a first row stands for.
  private func first(_ nanos: Int64) -> Int64 {
    guard case .range = format.grain, let period = settings.period else { return nanos }
    return settings.reportingZone.start(of: period.first).nanosSinceEpoch
  }

  /// The end of what a last row stands for.
  private func last(_ nanos: Int64) -> Int64 {
    switch format.grain {
    case .request, .task: nanos
    case .bucket: nanos + Instant.nanosPerDay - 1
    case .range: (settings.period.map { settings.reportingZone.start(of: $0.end).nanosSinceEpoch } ?? nanos + 1) - 1
    }
  }

  private func overlaps(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    // A provider that is not named can be any.
    let isSame = new.provider == old.provider || new.provider.isEmpty || old.provider.isEmpty
    guard isSame, new.firstNanos <= old.lastNanos, old.firstNanos <= new.lastNanos else {
      return false
    }
    if new.grain != old.grain { return true }
    // Two ranges are the same rows, or rows of times that lie over each other.
    return new.grain == SourceFormat.Grain.range.rawValue
      && (new.firstNanos, new.lastNanos) != (old.firstNanos, old.lastNanos)
  }

  private func problem(_ new: ImportedSource, _ old: ImportedSource) -> Diagnostic {
    let first = Instant(nanosSinceEpoch: max(new.firstNanos, old.firstNanos)).dateText
    let last = Instant(nanosSinceEpoch: min(new.lastNanos, old.lastNanos)).dateText
    let named = new.provider.isEmpty ? old.provider : new.provider
    let provider = named.isEmpty ? "a provider that is not named" : PrintableText.cut(named, limit: 40)
    return Diagnostic(
      code: "counted-twice", position: SourcePosition(file: file),
      message: "usage of \(provider) from \(first) to \(last) is there already, one row per \(old.grain) "
        + "(import \(old.importID), \(old.format)); this file has one row per \(new.grain)",
      remedy: "Keep one of the two: leave this file out, or undo import \(old.importID). "
        + "If they hold different spend, say --separate-spend.")
  }
}
