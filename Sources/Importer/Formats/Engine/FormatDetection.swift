internal import Storage
internal import TriageModel

/// Tells what a file is by its header: one format, or an error that says what is missing.
enum FormatDetection {
  enum Answer {
    case canonical(CanonicalFormat)
    case source(SourceFormat)
    case unknown(Diagnostic)
  }

  /// Tells a file of which the user says what it holds; without that, any file.
  static func detect(
    header: [String], as kind: CanonicalFormat?, settings: SourceSettings, file: String
  ) -> Answer {
    guard let kind else { return detect(header: header, settings: settings, file: file) }
    if kind == .prices { return .canonical(kind) }
    var settings = settings
    // What is said of another kind of file does not hold for this one.
    if let mapping = settings.mapping, mapping.kind != kind.kind { settings.mapping = nil }
    if let name = settings.formatName, let named = SourceCatalogue.format(named: name), named.kind != kind.kind {
      settings.formatName = nil
    }
    switch detect(header: header, settings: settings, file: file) {
    case .source(let format): return wrongKind(format, kind, file).map(Answer.unknown) ?? .source(format)
    case .canonical: return .canonical(kind)
    case .unknown(let problem): return problem.code == "unknown-format" ? .canonical(kind) : .unknown(problem)
    }
  }

  /// The problem of a file that holds something else than the user says.
  static func wrongKind(_ format: SourceFormat, _ kind: CanonicalFormat?, _ file: String) -> Diagnostic? {
    guard let kind, format.kind != kind.kind else { return nil }
    return Diagnostic(
      code: "wrong-kind", position: SourcePosition(file: file, line: 1),
      message: "this is \(format.titleWithArticle), a file of kind \(format.kind.rawValue), not \(kind.rawValue)",
      remedy: "Give it as --\(format.kind.rawValue), or to `roi-triage import`, which tells the kinds apart by itself.")
  }

  static func detect(header: [String], settings: SourceSettings, file: String) -> Answer {
    if let mapping = settings.mapping { return checked(mapping, header, file) }
    if let name = settings.formatName { return named(name, header, file) }
    let names = Set(header)
    let fitting = SourceCatalogue.formats.filter { $0.fits(names) }
    let canonical = CanonicalFormat.detect(header: header)
    let found = (canonical.map { [$0.rawValue] } ?? []) + fitting.map(\.name)
    if found.count > 1 {
      return .unknown(
        Diagnostic(
          code: "ambiguous-format", position: SourcePosition(file: file, line: 1),
          message: "the header fits \(found.joined(separator: " and "))",
          remedy: "Say which it is: --format \(found[0])."))
    }
    if let canonical { return .canonical(canonical) }
    if let format = fitting.first { return .source(format) }
    return nearest(header, file)
  }

  /// Tells a JSON file by the keys of its first object.
  static func detect(json rows: JSONRows, settings: SourceSettings, file: String) -> Answer {
    let formats = SourceCatalogue.formats.filter { $0.layout != .csv }
    let fitting = formats.filter { format in
      (settings.formatName == nil || settings.formatName == format.name) && rows.fits(format)
    }
    if fitting.count > 1 {
      return .unknown(
        Diagnostic(
          code: "ambiguous-format", position: SourcePosition(file: file, line: 1),
          message: "the objects fit \(fitting.map(\.name).joined(separator: " and "))",
          remedy: "Say which it is: --format \(fitting[0].name)."))
    }
    if let format = fitting.first { return .source(format) }
    if let damage = rows.damageOfFirst() { return .unknown(SourceProblems.unreadable(damage, file: file)) }
    if let problem = unfit(rows, formats, settings, file) { return .unknown(problem) }
    let known = formats.map { "\($0.name) (\($0.signature.joined(separator: ", ")))" }.joined(separator: "; ")
    return .unknown(
      Diagnostic(
        code: "unknown-format", position: SourcePosition(file: file, line: 1),
        message: (formats.allSatisfy { rows.missingKeys(of: $0) == nil }
          ? "the file holds no object" : "the first object fits no known JSON file")
          + (settings.formatName.map { " of the format \(PrintableText.cut($0))" } ?? ""),
        remedy: "Known are: \(known)."))
  }

  /// What is wrong with a JSON file that is nearly one of a format, or of one that is named; nil where none is near.
  private static func unfit(
    _ rows: JSONRows, _ formats: [SourceFormat], _ settings: SourceSettings, _ file: String
  ) -> Diagnostic? {
    let named = settings.formatName.flatMap(SourceCatalogue.format(named:))
    if let named, named.layout == .csv { return otherLayout(named, isCSV: false, file) }
    var nearest: (format: SourceFormat, missing: [String], share: Double)?
    for format in named.map({ [$0] }) ?? formats {
      guard let missing = rows.missingKeys(of: format), !missing.isEmpty else { continue }
      let share = 1 - Double(missing.count) / Double(format.signature.count)
      if share >= 0.5, share > nearest?.share ?? 0 { nearest = (format, missing, share) }
    }
    guard let nearest else { return nil }
    return Diagnostic(
      code: "missing-column", position: SourcePosition(file: file, line: 1),
      message: "it looks like a \(nearest.format.title) (\(nearest.format.name)), but without "
        + nearest.missing.joined(separator: ", "),
      remedy: "Export it again with all of \(nearest.format.signature.joined(separator: ", ")).")
  }

  private static func otherLayout(_ format: SourceFormat, isCSV: Bool, _ file: String) -> Diagnostic {
    Diagnostic(
      code: "wrong-layout", position: SourcePosition(file: file, line: 1), field: "--format", value: format.name,
      message: isCSV
        ? "\(format.title) is JSON, and this file is CSV" : "\(format.title) is CSV, and this file is JSON",
      remedy: "Leave --format out, so that the file is told by what it holds.")
  }

  private static func named(_ name: String, _ header: [String], _ file: String) -> Answer {
    if let canonical = CanonicalFormat(rawValue: name) { return .canonical(canonical) }
    if let format = SourceCatalogue.format(named: name) {
      return format.layout == .csv ? checked(format, header, file) : .unknown(otherLayout(format, isCSV: true, file))
    }
    let known = CanonicalFormat.allCases.map(\.rawValue) + SourceCatalogue.formats.map(\.name)
    return .unknown(
      Diagnostic(
        code: "no-such-format", field: "--format", value: PrintableText.cut(name),
        message: "is no format",
        remedy: NearestName.find(name, among: known).map { "Did you mean \($0)?" }
          ?? "Formats are \(known.joined(separator: ", "))."))
  }

  private static func checked(_ format: SourceFormat, _ header: [String], _ file: String) -> Answer {
    let missing = format.signature.filter { !header.contains($0) }
    return missing.isEmpty ? .source(format) : .unknown(missingColumns(format, missing, header, file))
  }

  private static func missingColumns(
    _ format: SourceFormat, _ missing: [String], _ header: [String], _ file: String
  ) -> Diagnostic {
    let columns = missing.map { PrintableText.cut($0, limit: 40) }.joined(separator: ", ")
    return Diagnostic(
      code: "missing-column", position: SourcePosition(file: file, line: 1),
      message: "it looks like \(format.titleWithArticle) (\(format.name)), but without \(columns)",
      remedy: "Columns found: \(PrintableText.cut(header.joined(separator: ", "), limit: 200)).")
  }

  /// The format that shares the largest part of its signature with the header; canonical where it shares more.
  private static func nearest(_ header: [String], _ file: String) -> Answer {
    let names = Set(header)
    func share(_ columns: [String]) -> Double {
      Double(columns.filter(names.contains).count) / Double(max(1, columns.count))
    }
    let canonical = CanonicalFormat.allCases.map {
      ($0, share($0.requiredColumns), names.intersection($0.columns).count)
    }
    .max { ($0.1, $0.2) < ($1.1, $1.2) }
    let source = SourceCatalogue.formats.filter { $0.layout == .csv }.map { ($0, share($0.signature)) }.max {
      $0.1 < $1.1
    }
    if let source, source.1 >= 0.5, source.1 > canonical?.1 ?? 0 {
      return .unknown(
        missingColumns(source.0, source.0.signature.filter { !names.contains($0) }, header, file))
    }
    if let canonical, canonical.2 > 0 { return .canonical(canonical.0) }
    return .unknown(
      Diagnostic(
        code: "unknown-format", position: SourcePosition(file: file, line: 1),
        message: "the header fits no known file: \(PrintableText.cut(header.joined(separator: ", "), limit: 200))",
        remedy: "Known files are listed in `roi-triage import --help`; read your own with --mapping."))
  }
}
