internal import TriageModel

/// Collects what the counts of a file say of their dots: `24.000` is 24 with a decimal point, and 24,000 where a
/// spreadsheet has put dots between thousands.
final class DotEvidence {
  private var rows: Int64 = 0
  /// The first count that can be read both ways, and its column.
  private var first = ""
  private var column = ""
  /// Whether a count shows that dots are decimal points: `1234.000`, `0.000` and `24.0` have no thousands behind them.
  private var hasProof = false

  /// Takes a cell that was read as a whole number.
  @inline(__always)
  func add(_ cell: UnsafeBufferPointer<UInt8>, column: @autoclosure () -> String) {
    guard cell.count >= 3 else { return }
    let dot = UInt8(ascii: ".")
    if cell[cell.count - 2] == dot || cell[cell.count - 3] == dot {
      hasProof = true
    } else if cell.count >= 5, cell[cell.count - 4] == dot {
      addThousands(cell, column())
    }
  }

  @inline(never)
  private func addThousands(_ cell: UnsafeBufferPointer<UInt8>, _ name: String) {
    if cell.count > 7 || cell[0] == UInt8(ascii: "0") {
      hasProof = true
      return
    }
    rows += 1
    guard first.isEmpty else { return }
    first = PrintableText.cut(String(decoding: cell, as: UTF8.self), limit: 40)
    column = name
  }

  /// What is wrong with a file whose counts can be read both ways; nil where they cannot.
  ///
  /// - Parameter isRight: the user says that counts are single tokens as they stand.
  func problem(file: String, isRight: Bool) -> Diagnostic? {
    guard rows > 0, !hasProof, !isRight else { return nil }
    let whole = first.prefix { $0 != "." }
    return Diagnostic(
      code: "ambiguous-dots", position: SourcePosition(file: file), field: column, value: first,
      message: "can be \(whole) or \(whole),000, as have all fractions of this file three zeros: "
        + "a spreadsheet may have put dots between thousands (cells like it: \(rows))",
      remedy:
        "Export the file again and do not save it from a spreadsheet, or take the dots out where they stand between "
        + "thousands. If they are decimal points (\(first) is \(whole)), say --units-are-right.")
  }
}
