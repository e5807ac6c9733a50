internal import CSVCodec
public import TriageModel

/// A price book read from a file, canonical or a catalogue, without a database.
public struct PriceBookFile: Sendable {
  public let rows: [PriceRow]
  /// Warnings and notes on what was left out.
  public let notes: [Diagnostic]

  /// - Throws: `ImportError` for a file that cannot be read, or has a bad row.
  public static func read(path: String, settings: SourceSettings) throws(ImportError) -> PriceBookFile {
    let (source, isJSON) = try opened(path)
    if isJSON { return try read(JSONRows.reading(source, file: path), settings, path) }
    var reader = try csv(source, path)
    return try read(&reader, path)
  }

  /// The catalogue that a file is; nil where it is none.
  ///
  /// - Throws: `ImportError` for a file that cannot be read, or a catalogue without a date.
  public static func catalogue(path: String, settings: SourceSettings) throws(ImportError) -> PriceBookFile? {
    let (source, isJSON) = try opened(path)
    guard isJSON else { return nil }
    let objects = try JSONRows.reading(source, file: path)
    guard PriceCatalogues.areOne(objects) else { return nil }
    return try read(objects, settings, path)
  }

  private static func opened(_ path: String) throws(ImportError) -> (source: any ByteSource, isJSON: Bool) {
    do throws(ByteSourceError) {
      return try JSONDetection.peeked(GzipDetection.unwrapped(FileSource(path: path)))
    } catch {
      throw .unreadable(error.diagnostic(file: path), missing: error.isMissingFile)
    }
  }

  private static func csv(_ source: any ByteSource, _ path: String) throws(ImportError) -> CSVReader {
    do throws(CSVOpenError) {
      return try CSVReader(source: source, file: path, refusesRepeatedColumns: true)
    } catch {
      if let problem = error.byteSourceError { throw .unreadable(problem.diagnostic(file: path), missing: false) }
      throw .rejected([error.diagnostic], total: 1)
    }
  }

  private static func read(
    _ objects: JSONRows, _ settings: SourceSettings, _ path: String
  ) throws(ImportError) -> PriceBookFile {
    guard let findings = PriceCatalogues.read(objects, settings: settings, file: path) else {
      throw .rejected([PriceCatalogues.unknown(file: path)], total: 1)
    }
    guard findings.problems.isEmpty else { throw .rejected(findings.problems, total: findings.problems.count) }
    return PriceBookFile(rows: findings.rows, notes: findings.warnings + findings.notes)
  }

  private static func read(_ reader: inout CSVReader, _ path: String) throws(ImportError) -> PriceBookFile {
    var problems = HeaderCheck.problems(header: reader.header, format: .prices, file: path)
    guard problems.isEmpty else { throw .rejected(problems, total: problems.count) }
    var fields = FieldReader(header: reader.header, file: path, key: CanonicalFormat.prices.key)
    var rows: [PriceRow] = []
    reading: while true {
      let outcome: CSVReader.Outcome
      do throws(ByteSourceError) {
        outcome = try reader.next()
      } catch {
        throw .unreadable(error.diagnostic(file: path), missing: false)
      }
      switch outcome {
      case .end: break reading
      case .bad(let problem): problems.append(problem.diagnostic(file: path))
      case .record:
        if let row = PriceReading.read(reader, &fields) { rows.append(row) }
        problems += fields.takeProblems(of: reader)
      }
    }
    guard problems.isEmpty else { throw .rejected(problems, total: problems.count) }
    return PriceBookFile(
      rows: rows, notes: HeaderCheck.notes(header: reader.header, format: .prices, file: path))
  }
}
