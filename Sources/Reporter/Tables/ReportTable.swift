/// A table of a report before any format: named, aligned columns and rows of phrases.
struct ReportTable: Hashable, Sendable {
  enum Alignment: Hashable, Sendable {
    case leading
    case trailing
  }

  struct Column: Hashable, Sendable {
    var title: Phrase
    var alignment: Alignment
  }

  struct Row: Hashable, Sendable {
    var cells: [Phrase]
    /// A total or subtotal.
    var isTotal: Bool
  }

  let columns: [Column]
  private(set) var rows: [Row] = []

  /// - Parameters:
  ///   - leading: titles of text columns, which come first.
  ///   - trailing: titles of number columns.
  ///   - last: titles of text columns after the numbers.
  init(_ leading: [Phrase], numbers trailing: [Phrase], last: [Phrase] = []) {
    columns =
      leading.map { Column(title: $0, alignment: .leading) } + trailing.map { Column(title: $0, alignment: .trailing) }
      + last.map { Column(title: $0, alignment: .leading) }
  }

  /// Adds a row; missing cells at its end stay empty, surplus ones are left out.
  mutating func add(_ cells: [Phrase], isTotal: Bool = false) {
    let missing = max(0, columns.count - cells.count)
    rows.append(
      Row(cells: Array((cells + Array(repeating: "", count: missing)).prefix(columns.count)), isTotal: isTotal))
  }

  private init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }

  /// The same table with other cells; `change` is given the row, the column and the cell.
  func mapping(_ change: (Int, Int, Phrase) -> Phrase) -> ReportTable {
    ReportTable(
      columns: columns,
      rows: rows.enumerated().map { row, line in
        Row(cells: line.cells.enumerated().map { change(row, $0.offset, $0.element) }, isTotal: line.isTotal)
      })
  }

  /// The first columns alone, for a narrower page.
  func prefix(columns count: Int) -> ReportTable {
    ReportTable(
      columns: Array(columns.prefix(count)),
      rows: rows.map { Row(cells: Array($0.cells.prefix(count)), isTotal: $0.isTotal) })
  }
}
