internal import CSVCodec
public import TriageModel

/// A price book read from a file, canonical or a catalogue, without a database.
public struct PriceBookFile: Sendable {
  public let rows: [PriceRow]
  /// Warnings and notes on what was left out.
  public let notes: [Diagnostic]

  /// - Throws: `ImportError` for a file that cannot be read, or has a bad row.
  public static func read(path: String, settings: SourceSettings) throws(ImportError) -> PriceBookFile {
    let source: any ByteSource
    let isJSON: Bool
    do throws(ByteSourceError) {
      (source, isJSON) = try JSONDetection.peeked(GzipDetection.unwrapped(FileSource(path: path)))
    } catch {
      throw .unreadable(error.diagnostic(file: path), missing: error.isMissingFile)
    }
    if isJSON { return try read(JSONRows.reading(source, file: path), settings, path) }
    var reader = try csv(source, path)
    return try read(&reader, path)
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
