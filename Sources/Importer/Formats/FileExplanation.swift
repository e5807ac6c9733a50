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
    var reader = try open(path)
    switch FormatDetection.detect(header: reader.header, settings: settings, file: path) {
    case .canonical: return nil
    case .unknown(let problem): throw ImportError.rejected([problem], total: 1)
    case .source(let format):
      let problems = format.problems(settings: settings, file: path)
      guard problems.isEmpty else { throw ImportError.rejected(problems, total: problems.count) }
      var reading = try SourceReading(format: format, header: reader.header, settings: settings, file: path)
      var explanation = FileExplanation(format, header: reader.header)
      try explanation.readRows(&reader, &reading, path: path, limit: limit)
      explanation.notes = reading.notes(file: path)
      return explanation
    }
  }

  private static func open(_ path: String) throws -> CSVReader {
    do {
      return try CSVReader(
        source: GzipDetection.unwrapped(FileSource(path: path)), file: path, refusesRepeatedColumns: false)
    } catch let error as ByteSourceError {
      throw ImportError.unreadable(error.diagnostic(file: path), missing: error.isMissingFile)
    } catch let error as CSVOpenError {
      throw ImportError.rejected([error.diagnostic], total: 1)
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
      canonicalHeader = CanonicalRow.usageHeader
    case .outcomes(let fields):
      meanings = fields.meanings
      canonicalHeader = CanonicalRow.outcomeHeader
    case .invoice: canonicalHeader = []
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
      case .bad(let problem): problems.append(problem.diagnostic(file: path))
      case .record: add(reading.read(reader), reader, path)
      }
    }
  }

  private mutating func add(_ row: SourceReading.Row, _ reader: borrowing CSVReader, _ path: String) {
    var before: [String] = []
    for column in 0..<reader.fieldCount { before.append(String(decoding: reader.field(column), as: UTF8.self)) }
    switch row {
    case .usage(let usage):
      samples.append(Sample(line: reader.line, before: before, after: CanonicalRow.texts(usage)))
    case .outcome(let outcome):
      samples.append(Sample(line: reader.line, before: before, after: CanonicalRow.texts(outcome)))
    case .passedOver: break
    case .bad(let found): problems += SourceProblems.diagnostics(found, reader, file: path)
    }
  }
}
