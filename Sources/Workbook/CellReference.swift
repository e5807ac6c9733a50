/// References to cells as formulas write them; rows and columns are counted from zero.
public enum CellReference {
  /// `A`, `Z`, `AA`.
  public static func letters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    repeat {
      let letter = Character(Unicode.Scalar(UInt8(65 + rest % 26)))
      letters = String(letter) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }

  /// `B7`.
  public static func cell(_ row: Int, _ column: Int) -> String { "\(letters(column))\(row + 1)" }

  /// `$B$7`, with the sheet before it where one is given.
  public static func fixed(_ row: Int, _ column: Int, sheet: String? = nil) -> String {
    (sheet.map { $0 + "!" } ?? "") + "$\(letters(column))$\(row + 1)"
  }

  /// `$B$7:$B$9`.
  public static func column(_ column: Int, _ firstRow: Int, _ lastRow: Int, sheet: String? = nil) -> String {
    "\(fixed(firstRow, column, sheet: sheet)):\(fixed(lastRow, column))"
  }
}
