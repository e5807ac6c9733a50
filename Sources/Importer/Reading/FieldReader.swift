internal import CSVCodec
internal import Foundation
internal import TriageModel

/// Reads the named columns of one record as typed values and collects what is wrong with them.
///
/// A blank cell is unknown: nil, never zero.
struct FieldReader {
  /// Column of each known name in the file; nil = the file does not have it.
  private let columns: [String: Int]
  private let file: String
  /// The column that identifies a row.
  private let key: String
  private(set) var problems: [Diagnostic] = []
  /// What the dots in counts of tokens are.
  let dots = DotEvidence()

  init(header: [String], file: String, key: String) {
    self.key = key
    columns = Dictionary(header.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    self.file = file
  }

  /// Takes the problems of the record, leaving none; a row of totals has this one problem.
  mutating func takeProblems(of record: borrowing CSVReader) -> [Diagnostic] {
    guard !problems.isEmpty else { return [] }
    defer { problems = [] }
    guard isTotalsRow(record) else { return problems }
    problems = []
    report(
      key, record, "totals-row", "this looks like a row of totals, which would count everything twice",
      "Remove the row.")
    return problems
  }

  static let totalWords: Set<String> = [
    "total", "totals", "sum", "subtotal", "grand total", "overall", "total:", "sum:", "summe", "gesamt",
    "total general",
  ]

  /// Whether the key says so, or is blank beside numbers in a row that has no time.
  private func isTotalsRow(_ record: borrowing CSVReader) -> Bool {
    var hasNumber = false
    for column in 0..<record.fieldCount {
      let text = String(decoding: record.field(column), as: UTF8.self).lowercased()
      let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if Self.totalWords.contains(trimmed), column == 0 || columns[key] == column { return true }
      if (try? ScaledDecimal.parse(trimmed, scale: 9)) != nil { hasNumber = true }
    }
    let times = ["timestamp", "completed_at", "effective_from", "period_start"]
    return hasNumber && bytes(key, record) == nil && times.allSatisfy { bytes($0, record) == nil }
  }

  /// The number where the cell holds one; no problem is reported where it does not.
  func readableDecimal(_ name: String, scale: Int, _ record: borrowing CSVReader) -> Int64? {
    bytes(name, record).flatMap { try? ScaledDecimal.parse($0, scale: scale) }
  }

  mutating func text(_ name: String, _ record: borrowing CSVReader) -> String? {
    guard let bytes = bytes(name, record) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    // One spelling of each letter, so that names which look and compare equal are one name in SQLite, too.
    return bytes.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
  }

  mutating func requiredText(_ name: String, _ record: borrowing CSVReader) -> String? {
    if let text = text(name, record) { return text }
    report(name, record, "missing-value", "must not be blank", nil)
    return nil
  }

  /// A decimal number scaled by 10^`scale`.
  mutating func decimal(
    _ name: String, scale: Int, range: ClosedRange<Int64> = Int64.min...Int64.max, rangeText: String = "",
    _ record: borrowing CSVReader
  ) -> Int64? {
    guard let bytes = bytes(name, record) else { return nil }
    do throws(ScaledDecimal.Failure) {
      let value = try ScaledDecimal.parse(bytes, scale: scale)
      if range.contains(value) { return value }
      report(name, record, "out-of-range", "must be \(rangeText)", nil)
    } catch {
      report(
        name, record, error == .outOfRange ? "out-of-range" : "bad-number",
        error == .outOfRange ? "is too large" : "is not a number",
        "Write digits with `.` as the decimal sign: no grouping, currency sign, exponent or percent sign.")
    }
    return nil
  }

  /// Whether a number has digits other than 0 behind so many decimals.
  func hasMoreDecimals(than count: Int, _ name: String, _ record: borrowing CSVReader) -> Bool {
    guard let bytes = bytes(name, record), let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return bytes[(point + 1)...].dropFirst(count).contains { $0 != UInt8(ascii: "0") && $0 &- 48 <= 9 }
  }

  /// Takes what a count of tokens says of its dots.
  func noteDots(_ name: String, _ record: borrowing CSVReader) {
    if let bytes = bytes(name, record) { dots.add(bytes, column: name) }
  }

  /// A whole number; `3.0` counts as 3.
  mutating func whole(
    _ name: String, range: ClosedRange<Int64>, rangeText: String, _ record: borrowing CSVReader
  ) -> Int64? {
    guard let bytes = bytes(name, record) else { return nil }
    if let dotted = DottedCount(bytes) {
      report(name, record, "bad-number", dotted.message, DottedCount.remedy)
      return nil
    }
    do throws(ScaledDecimal.Failure) {
      let value = try ScaledDecimal.parse(bytes, scale: 0)
      let hasFraction = bytes.drop { $0 != UInt8(ascii: ".") }.dropFirst().contains { $0 != UInt8(ascii: "0") }
      if hasFraction {
        report(name, record, "bad-number", "is not a whole number", nil)
      } else if !range.contains(value) {
        report(name, record, "out-of-range", "must be \(rangeText)", nil)
      } else {
        return value
      }
    } catch {
      report(
        name, record, error == .outOfRange ? "out-of-range" : "bad-number",
        error == .outOfRange ? "must be \(rangeText)" : "is not a whole number", nil)
    }
    return nil
  }

  mutating func instant(_ name: String, _ record: borrowing CSVReader) -> Instant? {
    instantWithClock(name, record)?.instant
  }

  /// The moment, and by how many nanoseconds the clock that it was written by is ahead of UTC.
  mutating func instantWithClock(
    _ name: String, _ record: borrowing CSVReader
  ) -> (instant: Instant, shiftNanos: Int64)? {
    guard let bytes = bytes(name, record) else { return nil }
    do throws(Instant.ParseFailure) {
      return try Instant.parseWithClock(bytes)
    } catch {
      let (message, remedy) = Self.words(error)
      report(name, record, "bad-time", message, remedy)
      return nil
    }
  }

  mutating func requiredInstant(_ name: String, _ record: borrowing CSVReader) -> Instant? {
    requiredInstantWithClock(name, record)?.instant
  }

  mutating func requiredInstantWithClock(
    _ name: String, _ record: borrowing CSVReader
  ) -> (instant: Instant, shiftNanos: Int64)? {
    guard bytes(name, record) != nil else {
      report(name, record, "missing-value", "must not be blank", nil)
      return nil
    }
    return instantWithClock(name, record)
  }

  /// `true`, `yes`, `1`, `false`, `no`, `0` or a share from 0 to 1, in millionths.
  mutating func success(_ name: String, _ record: borrowing CSVReader) -> Int64? {
    guard let bytes = bytes(name, record) else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "true", "yes": return 1_000_000
    case "false", "no": return 0
    default: break
    }
    if let value = try? ScaledDecimal.parse(bytes, scale: 6), (0...1_000_000).contains(value) { return value }
    report(name, record, "bad-success", "must be true, false, yes, no, or a share from 0 to 1", nil)
    return nil
  }

  /// Adds a problem with a column of this record.
  mutating func report(
    _ name: String, _ record: borrowing CSVReader, _ code: String, _ message: String, _ remedy: String?
  ) {
    let column = columns[name]
    let value = column.map { String(decoding: record.field($0), as: UTF8.self) } ?? ""
    problems.append(
      Diagnostic(
        code: code,
        position: SourcePosition(
          file: file, line: column.map { record.lineOfField($0) } ?? record.line,
          column: column.map { record.column(ofField: $0) }, byte: record.byteOffset),
        field: name, value: value.isEmpty ? nil : PrintableText.cut(value, limit: 40), message: message,
        remedy: remedy))
  }

  /// The cell without surrounding spaces; nil where it is blank or the file has no such column.
  private func bytes(_ name: String, _ record: borrowing CSVReader) -> UnsafeBufferPointer<UInt8>? {
    guard let column = columns[name] else { return nil }
    let field = record.field(column)
    var start = 0
    var end = field.count
    while start < end, Self.isSpace(field[start]) { start += 1 }
    while end > start, Self.isSpace(field[end - 1]) { end -= 1 }
    return start == end ? nil : UnsafeBufferPointer(rebasing: field[start..<end])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private static func words(_ failure: Instant.ParseFailure) -> (String, String?) {
    let shape = "Write it as 2026-07-01T09:30:00Z or with an offset such as +02:00."
    return switch failure {
    case .empty, .notATimestamp: ("is no ISO 8601 date and time", shape)
    case .noZone: ("has no time zone; it is never assumed", shape)
    case .noSuchDay: ("names a day that does not exist", nil)
    case .noSuchTime: ("names a time of day that does not exist", nil)
    case .noSuchOffset: ("has an offset that does not exist", shape)
    case .tooPrecise: ("has more than nine fractional digits", nil)
    case .outOfRange: ("is outside of the years 1678 to 2261", nil)
    }
  }
}
