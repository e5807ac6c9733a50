internal import CSVCodec
internal import Storage
internal import TriageModel

/// Adds up the numbers of columns that a format does not know and whose names say tokens or money: a renamed or a new
/// column whose counts would be lost without a word.
struct UnknownCounts {
  private struct Column {
    var place: Int
    var name: String
    var isMoney: Bool
    var rows: Int64 = 0
    var nanos: Int128 = 0
    /// Whether every cell so far was blank or a number.
    var isNumeric = true
    /// Whether every number so far was the input and output that the row counts already.
    var isTotal: Bool
  }

  private var columns: [Column] = []
  private let mayBeAnything: Bool

  /// Nil where the header has no such column.
  init?(_ format: SourceFormat, header: [String], ignored: Set<String>) {
    guard case .usage = format.content, format.evidence != .mapping else { return nil }
    mayBeAnything = format.hasFreeColumns
    let known = format.knownColumns
    for (place, name) in header.enumerated() where !known.contains(name) && !ignored.contains(name) {
      if let isMoney = Self.isMoney(name) {
        columns.append(Column(place: place, name: name, isMoney: isMoney, isTotal: !isMoney))
      }
    }
    guard !columns.isEmpty else { return nil }
  }

  private static let tokenWords: Set<String> = [
    "token", "tokens", "cache", "cached", "caching", "prompt", "completion", "reasoning", "thinking", "thoughts",
  ]
  private static let moneyWords: Set<String> = [
    "cost", "costs", "spend", "amount", "credit", "credits", "charge", "charges", "fee", "fees", "usd", "byok",
  ]
  /// Words of names whose numbers are none that could be added up.
  private static let otherWords: Set<String> = [
    "per", "max", "min", "limit", "quota", "budget", "price", "rate", "ratio", "share", "percent", "ms", "s", "sec",
    "seconds", "second", "time", "latency", "duration", "first", "id", "name", "key", "hit", "hits", "miss", "type",
    "center", "centre", "code", "currency", "date", "version", "remaining", "balance", "score", "scores", "efficiency",
    "saved", "saving", "savings", "ok", "quality", "rating", "grade", "accuracy", "correct", "success",
    "note", "notes", "comment", "left", "prev", "previous", "prior", "avg", "average", "mean",
  ]

  /// Whether a column's name says money, or tokens; nil where it says neither.
  static func isMoney(_ name: String) -> Bool? {
    let words = Set(name.split { !$0.isLetter }.map(String.init))
    guard words.isDisjoint(with: otherWords) else { return nil }
    if !words.isDisjoint(with: tokenWords) { return !words.isDisjoint(with: ["cost", "costs", "usd", "spend"]) }
    return words.isDisjoint(with: moneyWords) ? nil : true
  }

  /// Takes the cells of a row that counts.
  mutating func take(_ record: borrowing CSVReader, _ usage: borrowing RequestRecord) {
    let total = (Int128(usage.inputTokens) + Int128(usage.outputTokens)) * 1_000_000_000
    for index in columns.indices where columns[index].isNumeric && columns[index].place < record.fieldCount {
      let cell = CellRow.trimmed(record.field(columns[index].place))
      switch AmountReading.decimal(cell, scale: 9, isWritten: true, hasExponent: true) {
      case .value(let nanos) where nanos != 0:
        columns[index].rows += 1
        columns[index].nanos += Int128(nanos)
        if Int128(nanos) != total { columns[index].isTotal = false }
        if !columns[index].isMoney, nanos % 1_000_000_000 != 0 { columns[index].isNumeric = false }
      case .value, .blank: break
      case .bad: columns[index].isNumeric = false
      }
    }
  }

  /// What would be lost, once the file is read: tokens are an error, as prices follow from them, money a warning.
  func problems(file: String) -> [Diagnostic] {
    columns.filter { $0.isNumeric && !$0.isTotal && $0.nanos > 0 }.map { column in
      let isError = !column.isMoney && !mayBeAnything
      let sum = ScaledDecimal.text(column.nanos, scale: 9)
      let name = PrintableText.cut(column.name, limit: 40)
      return Diagnostic(
        severity: isError ? .error : .warning, code: isError ? "unknown-tokens" : "unknown-amounts",
        position: SourcePosition(file: file, line: 1), field: name,
        message: "the column is not known and its numbers are not read: \(sum) in \(column.rows) "
          + "\(column.rows == 1 ? "row" : "rows")",
        remedy: isError
          ? "If the export has a new or renamed column, read it with a --mapping that has it; if other columns hold its "
            + "tokens, too, say --ignore-column \"\(name)\"."
          : "If it is part of what the rows cost, read the file with a --mapping that has it; else say "
            + "--ignore-column \"\(name)\".")
    }
  }
}
