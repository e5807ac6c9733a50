/// A count with dots between thousands, as spreadsheets write it, that is no whole number with a decimal point:
/// `2.400`, `24.000.000`.
struct DottedCount {
  /// The digits with commas between thousands.
  private let grouped: String
  /// The number with a decimal point; nil where it has several dots.
  private let decimal: String?

  /// nil for any other text; `24.000` is a whole number in either reading.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 5, bytes.count <= 20, bytes[bytes.count - 4] == UInt8(ascii: "."),
      bytes[0] != UInt8(ascii: "0")
    else { return nil }
    let groups = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0 &- 48 <= 9 } })
    else { return nil }
    let zero = UInt8(ascii: "0")
    if groups.count == 2, groups[1].allSatisfy({ $0 == zero }) { return nil }
    let texts = groups.map { String(decoding: $0, as: UTF8.self) }
    grouped = texts.joined(separator: ",")
    decimal =
      groups.count > 2
      ? nil
      : "\(texts[0])."
        + String(
          decoding: groups[1].prefix(1 + (groups[1].lastIndex { $0 != zero } ?? 0) - groups[1].startIndex),
          as: UTF8.self)
  }

  var message: String {
    let thousands = "\(grouped) where a spreadsheet has put dots between thousands"
    return decimal.map { "is not a whole number: it is \($0), or \(thousands)" }
      ?? "is not a whole number, but \(thousands)"
  }

  static let remedy =
    "Export the file again and do not save it from a spreadsheet, or take the dots out where they stand between thousands."
}
