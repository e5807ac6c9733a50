/// One sheet of a workbook.
public struct Sheet: Hashable, Sendable {
  /// A cell with its place, both counted from zero.
  public struct Placed: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public var cell: Cell
  }

  /// The table whose header can filter its rows.
  public struct Filter: Hashable, Sendable {
    public var firstRow: Int
    public var lastRow: Int
    public var lastColumn: Int
  }

  /// A name of the code, never text from a file.
  public let name: String
  public private(set) var cells: [Placed] = []
  /// Widths of the columns from the first on, in characters.
  public var widths: [Double] = []
  /// Rows above and columns left of the part that scrolls.
  public var frozenRows = 0
  public var frozenColumns = 0
  /// The row that a printer repeats on every page; nil for none.
  public var titleRow: Int?
  public var filter: Filter?
  public var charts: [BarChart] = []
  public var lineCharts: [LineChart] = []
  /// Heights of rows that are not of the usual height, in points.
  public var heights: [Int: Double] = [:]

  public init(name: String) { self.name = name }

  /// One more than the last row in use.
  public private(set) var rowCount = 0

  public mutating func set(_ row: Int, _ column: Int, _ cell: Cell) {
    cells.append(Placed(row: row, column: column, cell: cell))
    rowCount = max(rowCount, row + 1)
  }

  /// Makes the header row filter the rows down to `lastRow`; a table without rows has no filter.
  public mutating func filter(firstRow: Int, lastRow: Int, lastColumn: Int) {
    guard lastRow > firstRow else { return }
    filter = Filter(firstRow: firstRow, lastRow: lastRow, lastColumn: lastColumn)
  }
}

/// Stacked bars of one or more series, with the categories from top to bottom, or columns from left to right.
public struct BarChart: Hashable, Sendable {
  /// How a bar is filled.
  public enum Fill: Hashable, Sendable {
    /// What is so now.
    case solid
    /// What would be so if approved.
    case hatched
    /// What was so in another period.
    case light
    /// A step up in cost, and one down.
    case more
    case less
    /// Holds up the bar above it; neither it nor its name is seen.
    case hidden
  }

  public enum Direction: Hashable, Sendable {
    case bars
    case columns
  }

  /// One column of numbers with its name.
  public struct Series: Hashable, Sendable {
    public var name: String
    public var column: Int
    public var fill: Fill

    public init(name: String, column: Int, fill: Fill) {
      self.name = name
      self.column = column
      self.fill = fill
    }
  }

  public var title: String
  /// What is shown, for readers who do not see it.
  public var description: String
  /// The sheet that holds names and numbers.
  public var sheet: String
  public var nameColumn: Int
  public var firstRow: Int
  public var lastRow: Int
  public var series: [Series]
  public var axisTitle: String
  /// Where the chart's upper left corner is.
  public var row: Int
  public var column: Int
  public var direction: Direction

  public init(
    title: String, description: String, sheet: String, nameColumn: Int, firstRow: Int, lastRow: Int, series: [Series],
    axisTitle: String, row: Int, column: Int, direction: Direction = .bars
  ) {
    self.title = title
    self.description = description
    self.sheet = sheet
    self.nameColumn = nameColumn
    self.firstRow = firstRow
    self.lastRow = lastRow
    self.series = series
    self.axisTitle = axisTitle
    self.row = row
    self.column = column
    self.direction = direction
  }
}
