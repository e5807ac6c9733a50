/// A span of whole UTC months, [start, end).
public struct Period: Hashable, Sendable {
  public var first: Month
  /// The month after the last one.
  public var end: Month
  /// Length in months as the policy states it, for turning figures of the period into figures of a year.
  public var months: Double

  public init(first: Month, end: Month, months: Double? = nil) {
    self.first = first
    self.end = end
    self.months = months ?? Double(end.index - first.index)
  }

  /// Every month that an instant can name.
  public static let everything = Period(first: Month(year: 1678, month: 1), end: Month(year: 2262, month: 1))

  public func contains(_ month: Month) -> Bool { month >= first && month < end }

  /// The quarter that holds a month.
  public static func quarter(containing month: Month) -> Period {
    let first = Month(index: month.index - month.index % 3)
    return Period(first: first, end: first.advanced(by: 3))
  }

  /// `2026Q3`, `2026`, `2026-07`, or `2026-05..2026-08` (end excluded) where no shorter name fits.
  public var text: String {
    let length = end.index - first.index
    if length == 3, first.index % 3 == 0 { return "\(Instant.padded(first.year, 4))Q\((first.month + 2) / 3)" }
    if length == 12, first.month == 1 { return Instant.padded(first.year, 4) }
    if length == 1 { return first.text }
    return "\(first.text)..\(end.text)"
  }

  /// Reads `2026Q3`, `2026`, `2026-07`, or `2026-05..2026-08` (end excluded); nothing if the text is none of them.
  public init?(_ text: String) {
    if let separator = text.range(of: "..") {
      guard let first = Period.month(text[..<separator.lowerBound]),
        let end = Period.month(text[separator.upperBound...]), first < end
      else { return nil }
      self.init(first: first, end: end)
      return
    }
    let upper = text.uppercased()
    if let mark = upper.firstIndex(of: "Q"), let year = Period.number(upper[..<mark], digits: 4),
      let quarter = Period.number(upper[upper.index(after: mark)...], digits: 1), (1...4).contains(quarter)
    {
      let first = Month(year: year, month: quarter * 3 - 2)
      self.init(first: first, end: first.advanced(by: 3))
    } else if let year = Period.number(upper[...], digits: 4) {
      let first = Month(year: year, month: 1)
      self.init(first: first, end: first.advanced(by: 12))
    } else if let month = Period.month(upper[...]) {
      self.init(first: month, end: month.advanced(by: 1))
    } else {
      return nil
    }
  }

  private static func month(_ text: Substring) -> Month? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
      (1...12).contains(month)
    else { return nil }
    return Month(year: year, month: month)
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
    return Int(text)
  }
}

extension StringProtocol {
  /// The first place of `part`, without Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
