/// Lines through points: y against x, with a mark at each point.
public struct LineChart: Hashable, Sendable {
  /// How a line is drawn.
  public enum Stroke: Hashable, Sendable {
    /// What is so, and what would be so if approved.
    case solid
    case gain
    /// What is compared with.
    case light
    case dashed
  }

  /// Two columns of numbers in the same rows, with a name.
  public struct Series: Hashable, Sendable {
    public var name: String
    public var xColumn: Int
    public var yColumn: Int
    public var firstRow: Int
    public var lastRow: Int
    public var stroke: Stroke

    public init(name: String, xColumn: Int, yColumn: Int, firstRow: Int, lastRow: Int, stroke: Stroke) {
      self.name = name
      self.xColumn = xColumn
      self.yColumn = yColumn
      self.firstRow = firstRow
      self.lastRow = lastRow
      self.stroke = stroke
    }
  }

  public var title: String
  /// What is shown, for readers who do not see it.
  public var description: String
  /// The sheet that holds the numbers.
  public var sheet: String
  public var series: [Series]
  public var xTitle: String
  public var yTitle: String
  /// Where the chart's upper left corner is.
  public var row: Int
  public var column: Int

  public init(
    title: String, description: String, sheet: String, series: [Series], xTitle: String, yTitle: String, row: Int,
    column: Int
  ) {
    self.title = title
    self.description = description
    self.sheet = sheet
    self.series = series
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.row = row
    self.column = column
  }
}
