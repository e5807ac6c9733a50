/// What a cell holds and how it looks.
public struct Cell: Hashable, Sendable {
  /// Formulas are written by the code alone; text from a file is only ever `text`.
  public enum Content: Hashable, Sendable {
    case text(String)
    case number(Double)
    /// A formula without `=`, with the value that it has when the file is written.
    case formula(String, value: Double)
    /// A formula whose value is text.
    case textFormula(String, value: String)
    case blank
  }

  public var content: Content
  public var style: CellStyle

  public init(_ content: Content, _ style: CellStyle) {
    self.content = content
    self.style = style
  }

  /// Whether the cell's content begins at its left edge.
  var isOnLeft: Bool {
    guard style.alignment != .left else { return true }
    return switch content {
    case .text, .textFormula: style.alignment != .right
    case .number, .formula, .blank: false
    }
  }
}

/// How a cell looks; equal styles become one format of the file.
public struct CellStyle: Hashable, Sendable {
  /// The number format.
  public enum Format: Hashable, Sendable, CaseIterable {
    case general
    /// Exact amounts: negative in parentheses, zero as a dash.
    case money
    /// Estimates: always signed.
    case estimate
    case perTask
    case share
    /// A share that something grew or fell by: always signed.
    case shareChange
    case count
    case factor
    case statistic
    /// Never shown as certain.
    case probability
    case date

    /// The code of the number format, as workbooks write it.
    public var code: String {
      switch self {
      case .general: "General"
      case .money: "#,##0.0;(#,##0.0);\"–\""
      case .estimate: "+#,##0;\"−\"#,##0;0"
      case .perTask: "+#,##0.0000;\"−\"#,##0.0000;0"
      case .share: "0.0%"
      case .shareChange: "+0.0%;\"−\"0.0%;0.0%"
      case .count: "#,##0"
      case .factor: "0.000"
      case .statistic: "0.0000"
      case .probability: "[>=0.99995]\"> 0.9999\";[<0.00005]\"< 0.0001\";0.0000"
      case .date: "yyyy-mm-dd"
      }
    }
  }

  /// What the colour says: blue is an input, green comes from another sheet, black is worked out here.
  public enum Ink: Hashable, Sendable {
    case plain
    case input
    case link
  }

  /// Automatic: numbers on the right, text on the left.
  public enum Alignment: Hashable, Sendable {
    case automatic
    case left
    case right
  }

  public enum Emphasis: Hashable, Sendable {
    case none
    case title
    case subtitle
    case header
    case total
    case note
  }

  public var format: Format
  public var ink: Ink
  public var emphasis: Emphasis
  public var alignment: Alignment
  public var wraps: Bool

  public init(
    _ format: Format = .general, ink: Ink = .plain, emphasis: Emphasis = .none, alignment: Alignment = .automatic,
    wraps: Bool = false
  ) {
    self.format = format
    self.ink = ink
    self.emphasis = emphasis
    self.alignment = alignment
    self.wraps = wraps
  }
}
