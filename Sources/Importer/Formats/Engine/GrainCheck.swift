internal import Storage
internal import TriageModel

/// Refuses a file that holds, in another form, spend which is there already.
struct GrainCheck {
  /// By name; `usage` = canonical rows.
  let format: String
  let grain: SourceFormat.Grain
  /// What the ids of the rows are made of; blank = not known.
  let shape: String
  /// How long a bucket is; 0 = not known.
  let bucketNanos: Int64
  /// Whether rows name their provider, so that --set does not.
  let rowsNameProvider: Bool
  /// In which columns rows say what another provider charges for them, and who; nil where none does.
  let elsewhere: OtherBill?
  /// Whether rows lie in lines of the file.
  let hasLines: Bool
  let settings: SourceSettings
  let file: String

  /// The check of another tool's file.
  init(_ reading: SourceReading, settings: SourceSettings, file: String) {
    format = reading.format.name
    grain = reading.format.grain
    bucketNanos = reading.bucketNanos
    if case .usage(let fields) = reading.format.content {
      rowsNameProvider = !fields.provider.columns.isEmpty
      elsewhere = OtherBill(fields)
    } else {
      rowsNameProvider = true
      elsewhere = nil
    }
    hasLines = reading.format.layout == .csv
    let columns = reading.keyColumns
    shape =
      columns + (!columns.isEmpty && reading.namesWorker ? Self.workerColumn : "")
      + (bucketNanos > 0 ? "/\(bucketNanos / Instant.nanosPerSecond)" : "")
    self.settings = settings
    self.file = file
  }

  /// The check of a canonical usage file.
  init(canonical settings: SourceSettings, file: String) {
    format = CanonicalFormat.usage.rawValue
    grain = .request
    shape = ""
    bucketNanos = 0
    rowsNameProvider = true
    elsewhere = nil
    hasLines = false
    self.settings = settings
    self.file = file
  }

  /// What was found, one problem for each provider whose spend would be counted twice.
  struct Findings {
    var problems: [Diagnostic] = []
    /// Hold only where the file brings a row that is not there yet: canonical rows made of an export have its ids.
    /// A warning where a canonical file does not name the provider, which may be any.
    var problemsOfNewRows: [Diagnostic] = []
  }

  /// Compares what the file covers with the imports that are there, and keeps it for later ones.
  func run(_ spans: ProviderSpans, importID: Int64, _ transaction: ImportTransaction) throws -> Findings {
    let known = try transaction.importedSources()
    let worker = try worker(transaction)
    let canonical = CanonicalFormat.usage.rawValue
    var findings = Findings()
    for span in spans.spans {
      let name = try transaction.providerName(span.provider)
      let source = ImportedSource(
        importID: importID, format: format, grain: grain.rawValue,
        provider: name.lowercased(), firstNanos: first(span.first),
        lastNanos: last(span.last), shape: shape, worker: worker)
      let others = known.filter { overlaps(source, $0) }
      if settings.isSeparateSpend {
        if let other = others.first(where: { isOtherForm(source, $0) }) {
          let earlier = EarlierImport(other.importID, transaction)
          let warning = separate(source, other, earlier, rows: span)
          if format == canonical || other.format == canonical {
            findings.problemsOfNewRows.append(warning)
          } else {
            findings.problems.append(warning)
          }
        }
      } else {
        if let other = others.first(where: { !isGuess(source, $0) }) ?? others.first {
          let earlier = EarlierImport(other.importID, transaction)
          let isPart = span.rows < spans.rows
          let problem = problem(
            source, other, earlier, rows: span, ofRows: spans.rows, removal: isPart ? removal(of: span, name) : nil)
          if format == canonical || other.format == canonical {
            findings.problemsOfNewRows.append(problem)
          } else {
            findings.problems.append(problem)
          }
        }
      }
      try transaction.record(source)
    }
    return findings
  }

  /// The worker that the user names for the whole file, as it is stored.
  private func worker(_ transaction: ImportTransaction) throws -> Int32 {
    guard format != CanonicalFormat.usage.rawValue, var name = settings.constants[.worker] else { return 0 }
    return try name.withUTF8 { try transaction.names.id(.worker, UnsafeRawBufferPointer($0)) }
  }

  /// The start of what a first row stands for.
  private func first(_ nanos: Int64) -> Int64 {
    guard case .range = grain, let period = settings.period else { return nanos }
    return settings.reportingZone.start(of: period.first).nanosSinceEpoch
  }

  /// The end of what a last row stands for.
  private func last(_ nanos: Int64) -> Int64 {
    switch grain {
    case .request, .task: nanos
    case .bucket: nanos + (bucketNanos > 0 ? bucketNanos : Instant.nanosPerDay) - 1
    case .range: (settings.period.map { settings.reportingZone.start(of: $0.end).nanosSinceEpoch } ?? nanos + 1) - 1
    }
  }

  private func overlaps(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    // A provider that is not named can be any.
    let isSame = new.provider == old.provider || new.provider.isEmpty || old.provider.isEmpty
    guard isSame, new.firstNanos <= old.lastNanos, old.firstNanos <= new.lastNanos else { return false }
    if new.grain != old.grain { return old.grain != Self.charge }
    if Self.family(new.format) != Self.family(old.format) { return true }
    // Two people's exports of one tool.
    if new.worker != 0, old.worker != 0, new.worker != old.worker { return false }
    if new.grain == SourceFormat.Grain.range.rawValue {
      // Two ranges are the same rows, or rows of times that lie over each other.
      return (new.firstNanos, new.lastNanos) != (old.firstNanos, old.lastNanos)
    }
    return !new.shape.isEmpty && !old.shape.isEmpty && new.shape != old.shape
  }

  /// Bill lines are compared by `BillCheck`.
  private static let charge = "charge"

  /// The CSV, the JSON and the lines of one tool have the same ids.
  private static func family(_ format: String) -> String {
    for ending in ["-json", "-lines"] where format.hasSuffix(ending) { return String(format.dropLast(ending.count)) }
    return format
  }

  /// Whether it is not known that the two are one provider's, and canonical rows do not tell.
  private func isGuess(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    let canonical = CanonicalFormat.usage.rawValue
    return (new.format == canonical && new.provider.isEmpty) || (old.format == canonical && old.provider.isEmpty)
  }

  /// - Parameters:
  ///   - rows: those of the provider.
  ///   - ofRows: how many the file has.
  ///   - removal: how to do without them; nil where they are the whole file.
  private func problem(
    _ new: ImportedSource, _ old: ImportedSource, _ earlier: EarlierImport, rows: ProviderSpans.Span,
    ofRows all: Int64, removal: String?
  ) -> Diagnostic {
    let first = Instant(nanosSinceEpoch: max(new.firstNanos, old.firstNanos)).dateText
    let last = Instant(nanosSinceEpoch: min(new.lastNanos, old.lastNanos)).dateText
    let named = new.provider.isEmpty ? old.provider : new.provider
    let provider = named.isEmpty ? "a provider that is not named" : PrintableText.cut(named, limit: 40)
    let isGuess = isGuess(new, old)
    let isUnnamed = new.provider.isEmpty != old.provider.isEmpty
    let cost = rows.costNanos == 0 ? "" : ", \(Money(nanos: rows.costNanos).decimalText) USD"
    return Diagnostic(
      severity: isGuess ? .warning : .error, code: "counted-twice", position: SourcePosition(file: file),
      message: "usage of \(provider) from \(first) to \(last) \(isGuess || isUnnamed ? "may be" : "is") there already, "
        + "one row per \(old.grain) (\(earlier.name), \(old.format)); this file has \(difference(new, old))"
        + (removal != nil ? ", in \(rows.rows) of its \(all) rows\(cost)" : "")
        + (isUnnamed && new.provider.isEmpty ? ", and names no provider" : ""),
      remedy: remedy(new, old, earlier, removal: removal))
  }

  /// Whether a file of another form of one provider's use can be charged on another bill than the rows that are there,
  /// as what goes beyond the seats of a team is; the provider's name can then be set.
  private func mayHaveOwnBill(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    !rowsNameProvider && old.format != CanonicalFormat.usage.rawValue
      && Self.family(new.format) != Self.family(old.format)
  }

  /// Whether one provider's use is there in two forms, which can be on two bills.
  private func isOtherForm(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    Self.family(new.format) != Self.family(old.format) && !isGuess(new, old)
  }

  /// Says what becomes of separate spend where one bill stands beside both.
  private func separate(
    _ new: ImportedSource, _ old: ImportedSource, _ earlier: EarlierImport, rows: ProviderSpans.Span
  ) -> Diagnostic {
    let provider = PrintableText.cut(new.provider.isEmpty ? old.provider : new.provider, limit: 40)
    let cost = rows.costNanos == 0 ? "" : ", \(Money(nanos: rows.costNanos).decimalText) USD,"
    return Diagnostic(
      severity: .warning, code: "separate-spend", position: SourcePosition(file: file),
      message:
        "this use of \(provider)\(cost) counts beside that of \(earlier.name) (\(old.format)); in months that a "
        + "bill of \(provider) covers, the bill is the spend of both",
      remedy:
        "That is right where one bill charges both. If this file is charged on another bill, undo its import and "
        + "\(otherName(than: provider, new)), instead of --separate-spend.")
  }

  /// How to import the file under another provider's name: rows keep the one that they name.
  private func otherName(than provider: String, _ new: ImportedSource) -> String {
    guard rowsNameProvider, !new.provider.isEmpty else {
      return "import it with --set provider=NAME of its own, such as \(provider)-team"
    }
    let name = "\(provider)-2"
    if format == CanonicalFormat.usage.rawValue {
      return "import it with a name of its own in the column provider, such as \(name)"
    }
    return hasLines
      ? "read it with a --mapping that says provider: {constant: NAME}, such as \(name), as its rows keep the provider "
        + "that they name whatever --set says"
      : "import it with a name of its own in its rows, such as \(name), as they keep the one that they name whatever "
        + "--set says"
  }

  private func remedy(
    _ new: ImportedSource, _ old: ImportedSource, _ earlier: EarlierImport, removal: String?
  ) -> String {
    guard differsByWorker(new, old) else {
      return
        "Keep one of the two: \(removal ?? "leave this file out"), or \(earlier.removal). "
        + "If they hold different spend, say --separate-spend\(removal == nil ? ownBill(new, old) : "")."
        + otherProvider(new)
    }
    return
      "If it is the same person's use, import it as \(earlier.name) was, or \(earlier.removalByCommand) "
      + "and name the worker for all of its files. If it is another person's, say --separate-spend."
  }

  /// Which rows of the file are to be taken out.
  private func removal(of part: ProviderSpans.Span, _ provider: String) -> String {
    let signs = [
      elsewhere.map { "those \($0.sign(ofRowsOf: provider))" },
      hasLines && part.line > 0 ? "the first in line \(part.line)" : nil,
    ].compactMap(\.self)
    return "take these rows out of this file" + (signs.isEmpty ? "" : " (\(signs.joined(separator: ", ")))")
  }

  private func ownBill(_ new: ImportedSource, _ old: ImportedSource) -> String {
    guard mayHaveOwnBill(new, old), !new.provider.isEmpty else { return "" }
    return ", or, where this file is charged on a bill of its own, --set provider=NAME, such as "
      + "\(PrintableText.cut(new.provider, limit: 40))-team"
  }

  /// What tells a file that does not name its provider from that of another one.
  private func otherProvider(_ new: ImportedSource) -> String {
    guard new.provider.isEmpty else { return "" }
    return new.format == CanonicalFormat.usage.rawValue
      ? " If this file is another provider's, fill its column provider."
      : " If this file is another provider's, say which: --set provider=NAME."
  }

  /// Whether one of two files of one tool names a worker with --set, and nothing else tells them apart.
  private func differsByWorker(_ new: ImportedSource, _ old: ImportedSource) -> Bool {
    let (own, other) = (Self.columns(new.shape), Self.columns(old.shape))
    return Self.family(new.format) == Self.family(old.format) && new.grain == old.grain
      && (own == other + Self.workerColumn || own + Self.workerColumn == other)
  }

  private static let workerColumn = ",worker"

  /// A shape without the length of buckets at its end; columns may have strokes in their names.
  private static func columns(_ shape: String) -> String {
    guard let stroke = shape.lastIndex(of: "/"), shape[shape.index(after: stroke)...].allSatisfy(\.isNumber) else {
      return shape
    }
    return String(shape[..<stroke])
  }

  private func difference(_ new: ImportedSource, _ old: ImportedSource) -> String {
    if new.grain != old.grain { return "one row per \(new.grain)" }
    if Self.family(new.format) != Self.family(old.format) { return "it as \(new.format)" }
    if new.grain == SourceFormat.Grain.range.rawValue { return "another range" }
    let (own, other) = (Self.columns(new.shape), Self.columns(old.shape))
    if own == other { return "buckets of another length" }
    if own == other + Self.workerColumn { return "a worker named with --set, who is part of a row's id" }
    if own + Self.workerColumn == other { return "no worker, and those rows have one named with --set" }
    return "other columns"
  }
}
