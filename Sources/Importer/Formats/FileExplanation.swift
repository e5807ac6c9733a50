internal import CSVCodec
internal import Storage
public import TriageModel

/// How a file is understood: its format, what each column becomes, and sample rows before and after.
public struct FileExplanation: Sendable {
  /// Name of the format: `openai-usage`.
  public var format: String
  public var title: String
  /// What one row stands for.
  public var grain: SourceFormat.Grain
  public var quirks: [String]
  /// Columns of the file in their order.
  public var columns: [Column] = []
  /// Names of the canonical columns.
  public var canonicalHeader: [String]
  public var samples: [Sample] = []
  /// Problems of the first rows that are not good.
  public var problems: [Diagnostic] = []
  public var notes: [Diagnostic] = []
  /// Whether rows are shown with what a price depends on beside model, time and tokens.
  private var hasTraits = false

  public struct Column: Hashable, Sendable {
    public var name: String
    /// "input_tokens", "not read".
    public var meaning: String
  }

  /// A row as it stands in the file, and as it is imported.
  public struct Sample: Hashable, Sendable {
    public var line: Int
    public var before: [String]
    public var after: [String]
  }

  /// Reads the first rows of a file.
  ///
  /// - Parameter limit: how many good rows are shown; that many bad ones are named.
  /// - Returns: nil for a canonical file, which is what it says.
  /// - Throws: `ImportError` for a file that cannot be read or told.
  public static func read(path: String, settings: SourceSettings, limit: Int = 3) throws -> FileExplanation? {
    let (source, isJSON) = try open(path)
    if isJSON { return try read(json: JSONRows.reading(source, file: path), path, settings, limit) }
    var reader = try csv(source, path)
    switch FormatDetection.detect(header: reader.header, settings: settings, file: path) {
    case .canonical: return nil
    case .unknown(let problem): throw ImportError.rejected([problem], total: 1)
    case .source(let format):
      var reading = try reading(format, header: reader.header, settings, path)
      var explanation = FileExplanation(format, header: reader.header)
      try explanation.readRows(&reader, &reading, path: path, limit: limit)
      explanation.notes = reading.notes(file: path)
      return explanation
    }
  }

  private static func read(
    json objects: JSONRows, _ path: String, _ settings: SourceSettings, _ limit: Int
  ) throws -> FileExplanation? {
    switch FormatDetection.detect(json: objects, settings: settings, file: path) {
    case .canonical: return nil
    case .unknown(let problem): throw ImportError.rejected([problem], total: 1)
    case .source(let format):
      var reading = try reading(format, header: [], settings, path)
      var names: [String] = []
      for column in format.readColumns where !names.contains(column.name) { names.append(column.name) }
      var explanation = FileExplanation(format, header: names)
      if case .json(let path) = format.layout { objects.rewind(path: path, namesEmpty: format.needsRows) }
      explanation.readRows(objects, &reading, path: path, limit: limit)
      explanation.notes = reading.notes(file: path)
      return explanation
    }
  }

  private static func reading(
    _ format: SourceFormat, header: [String], _ settings: SourceSettings, _ path: String
  ) throws -> SourceReading {
    let problems = format.problems(settings: settings, file: path)
    guard problems.isEmpty else { throw ImportError.rejected(problems, total: problems.count) }
    return try SourceReading(format: format, header: header, settings: settings, file: path)
  }

  private static func open(_ path: String) throws(ImportError) -> (source: any ByteSource, isJSON: Bool) {
    do throws(ByteSourceError) {
      return try JSONDetection.peeked(GzipDetection.unwrapped(FileSource(path: path)))
    } catch {
      throw .unreadable(error.diagnostic(file: path), missing: error.isMissingFile)
    }
  }

  private static func csv(_ source: any ByteSource, _ path: String) throws(ImportError) -> CSVReader {
    do throws(CSVOpenError) {
      let rows = try unwrapped(source)
      return try CSVReader(source: rows, file: path, refusesRepeatedColumns: false)
    } catch {
      if let problem = error.byteSourceError { throw .unreadable(problem.diagnostic(file: path), missing: false) }
      throw .rejected([error.diagnostic], total: 1)
    }
  }

  private static func unwrapped(_ source: any ByteSource) throws(CSVOpenError) -> any ByteSource {
    do throws(ByteSourceError) {
      return try UnwrappedRows.unwrapping(source).source
    } catch {
      throw .source(error)
    }
  }

  private init(_ format: SourceFormat, header: [String]) {
    self.format = format.name
    title = format.title
    grain = format.grain
    quirks = format.quirks
    var meanings: [ColumnMeaning] = []
    switch format.content {
    case .usage(let fields):
      meanings = fields.meanings
      hasTraits = fields.traits != nil
      canonicalHeader = CanonicalRow.usageHeader + (hasTraits ? CanonicalRow.traitHeader : [])
    case .outcomes(let fields):
      meanings = fields.meanings
      canonicalHeader = CanonicalRow.outcomeHeader
    case .invoice(let fields):
      meanings = fields.meanings
      canonicalHeader = CanonicalRow.invoiceHeader
    case .summary: canonicalHeader = []
    }
    let checked = Set(format.identities.flatMap { [$0.total] + $0.parts } + format.skips.flatMap(\.columns))
    columns = header.map { name in
      var found: [String] = []
      for meaning in meanings where meaning.column.name == name {
        let inside = meaning.column.path.isEmpty ? "" : " (\(meaning.column.path.joined(separator: ".")))"
        if !found.contains(meaning.meaning + inside) { found.append(meaning.meaning + inside) }
      }
      if found.isEmpty, checked.contains(where: { $0.name == name }) { found = ["checked"] }
      return Column(name: name, meaning: found.isEmpty ? "not read" : found.joined(separator: ", "))
    }
  }

  private mutating func readRows(
    _ reader: inout CSVReader, _ reading: inout SourceReading, path: String, limit: Int
  ) throws {
    while samples.count < limit, problems.count < limit {
      let outcome: CSVReader.Outcome
      do throws(ByteSourceError) {
        outcome = try reader.next()
      } catch {
        throw ImportError.unreadable(error.diagnostic(file: path), missing: false)
      }
      switch outcome {
      case .end: return
      case .bad(let problem) where !reading.takesWide(reader, problem):
        if reading.passesOverShort(reader, problem) { continue }
        problems.append(problem.diagnostic(file: path))
      case .record, .bad:
        for group in 0..<reading.groupCount {
          reading.select(group: group)
          let row = reading.read(reader)
          add(row, of: reading, reader, path)
        }
      }
    }
  }

  private mutating func readRows(_ objects: JSONRows, _ reading: inout SourceReading, path: String, limit: Int) {
    while samples.count < limit, problems.count < limit {
      switch objects.next() {
      case .end: return
      case .damaged(let damage): problems.append(SourceProblems.damaged(damage, file: path))
      case .empty(let object): problems.append(SourceProblems.empty(object, file: path))
      case .row(let object):
        let row = reading.read(object, objects.bytes)
        let before = columns.map { reading.text(name: $0.name) }
        switch row {
        case .usage:
          samples.append(
            Sample(line: object.line, before: before, after: CanonicalRow.texts(reading.usageRow, hasTraits: hasTraits))
          )
        case .outcome:
          samples.append(Sample(line: object.line, before: before, after: CanonicalRow.texts(reading.outcomeRow)))
        case .invoice:
          samples.append(Sample(line: object.line, before: before, after: CanonicalRow.texts(reading.invoiceRow)))
        case .passedOver: break
        case .bad(let found):
          problems += SourceProblems.diagnostics(found, reading, object, file: path)
        }
      }
    }
  }

  private mutating func add(
    _ row: SourceReading.Row, of reading: SourceReading, _ reader: borrowing CSVReader, _ path: String
  ) {
    var before: [String] = []
    for column in 0..<reader.fieldCount { before.append(String(decoding: reader.field(column), as: UTF8.self)) }
    switch row {
    case .usage:
      samples.append(
        Sample(line: reader.line, before: before, after: CanonicalRow.texts(reading.usageRow, hasTraits: hasTraits)))
    case .outcome:
      samples.append(Sample(line: reader.line, before: before, after: CanonicalRow.texts(reading.outcomeRow)))
    case .invoice:
      samples.append(Sample(line: reader.line, before: before, after: CanonicalRow.texts(reading.invoiceRow)))
    case .passedOver: break
    case .bad(let found): problems += SourceProblems.diagnostics(found, reader, file: path)
    }
  }
}
