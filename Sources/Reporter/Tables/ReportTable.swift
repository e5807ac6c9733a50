/// A table of a report before any format: named, aligned columns and rows of phrases.
struct ReportTable: Hashable, Sendable {
  enum Alignment: Hashable, Sendable {
    case leading
    case trailing
  }

  /// What a column holds: by it a renderer finds the column, because positions change with what a report has.
  enum Meaning: Hashable, Sendable {
    case name
    case categories
    case verdict
    case verdictBefore
    case tier
    case role
    case tasks
    case amount
    case amountBefore
    case perTask
    case spend
    case spendBefore
    case spendChange
    case spendAfter
    case freed
    case netValue
    case netValueChange
    case oneOff
    case owner
    case evidence
    case difference
    case flipsAt
    case isInRange
    case status
    case digest
  }

  struct Column: Hashable, Sendable {
    var title: Phrase
    var alignment: Alignment
    /// Nil where no renderer treats the column in a way of its own.
    var meaning: Meaning?

    static func text(_ title: Phrase, _ meaning: Meaning? = nil) -> Column {
      Column(title: title, alignment: .leading, meaning: meaning)
    }

    static func number(_ title: Phrase, _ meaning: Meaning? = nil) -> Column {
      Column(title: title, alignment: .trailing, meaning: meaning)
    }
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
    columns = leading.map { .text($0) } + trailing.map { .number($0) } + last.map { .text($0) }
  }

  init(_ columns: [Column]) { self.columns = columns }

  /// The cell of a row in the column of a meaning; empty where the table has no such column.
  func cell(_ row: Row, _ meaning: Meaning) -> Phrase {
    for (column, cell) in zip(columns, row.cells) where column.meaning == meaning { return cell }
    return ""
  }

  /// The same table without the columns of some meanings.
  func without(_ meanings: Set<Meaning>) -> ReportTable {
    let kept = columns.indices.filter { index in columns[index].meaning.map { !meanings.contains($0) } ?? true }
    return ReportTable(
      columns: kept.map { columns[$0] },
      rows: rows.map { row in Row(cells: kept.map { row.cells[$0] }, isTotal: row.isTotal) })
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

  /// The first rows alone, for a page that has to stay short.
  func prefix(rows count: Int) -> ReportTable { ReportTable(columns: columns, rows: Array(rows.prefix(count))) }

  /// The first columns alone, for a narrower page.
  func prefix(columns count: Int) -> ReportTable {
    ReportTable(
      columns: Array(columns.prefix(count)),
      rows: rows.map { Row(cells: Array($0.cells.prefix(count)), isTotal: $0.isTotal) })
  }
}
