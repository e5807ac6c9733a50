internal import TriageModel

/// Collects which of day and month stands first in the dates of a file, as far as they tell it.
final class DateOrderEvidence {
  /// How written dates are read; nil where the format has none.
  var order: SourceSettings.DateOrder?
  /// Whether the user said so.
  var isStated = false
  /// The first date that only one order can read, by order.
  private var dayFirst = ""
  private var monthFirst = ""
  /// The first date that both orders can read, as different days.
  private var ambiguous = ""

  /// Takes the two first numbers of a date.
  func add(_ first: Int, _ second: Int, _ date: UnsafeBufferPointer<UInt8>) {
    switch (first > 12, second > 12) {
    case (true, false): if dayFirst.isEmpty { dayFirst = Self.text(date) }
    case (false, true): if monthFirst.isEmpty { monthFirst = Self.text(date) }
    case (false, false): if ambiguous.isEmpty, first != second { ambiguous = Self.text(date) }
    case (true, true): break
    }
  }

  private static func text(_ date: UnsafeBufferPointer<UInt8>) -> String {
    PrintableText.cut(String(decoding: date, as: UTF8.self), limit: 40)
  }

  /// What is wrong with the order in which the file was read.
  func problem(file: String) -> Diagnostic? {
    guard let order else { return nil }
    let other = order == .dayFirst ? monthFirst : dayFirst
    guard !other.isEmpty else { return nil }
    let isMixed = !dayFirst.isEmpty && !monthFirst.isEmpty
    return Diagnostic(
      code: "date-order", position: SourcePosition(file: file),
      message: isMixed
        ? "\(dayFirst) has its day first and \(monthFirst) its month"
        : "\(other) has its \(order == .dayFirst ? "month" : "day") first, so that every date of the file has",
      remedy: isMixed
        ? "Export the file again with dates of one form." : "Say --date-order \(order.other.rawValue).")
  }

  /// Says that no date tells the order.
  func note(file: String) -> Diagnostic? {
    guard let order, !isStated, !ambiguous.isEmpty, dayFirst.isEmpty, monthFirst.isEmpty else { return nil }
    return Diagnostic(
      severity: .note, code: "date-order", position: SourcePosition(file: file),
      message: "no date tells whether day or month stands first: \(ambiguous) and others are read with the "
        + "\(order == .dayFirst ? "day" : "month") first",
      remedy: "If that is wrong, say --date-order \(order.other.rawValue).")
  }
}

extension SourceSettings.DateOrder {
  var other: SourceSettings.DateOrder { self == .dayFirst ? .monthFirst : .dayFirst }
}
