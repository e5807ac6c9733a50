import CXlsxwriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension WorkbookWriting {
  /// Ink of bars, and of axes and their labels.
  private static let barInk: lxw_color_t = 0x3A424C
  private static let paper: lxw_color_t = 0xFFFFFF

  func add(_ chart: BarChart, to target: UnsafeMutablePointer<lxw_worksheet>) {
    let isUpright = chart.direction == .columns
    let kind = isUpright ? LXW_CHART_COLUMN_STACKED : LXW_CHART_BAR_STACKED
    guard let bars = workbook_add_chart(file, UInt8(kind.rawValue)) else { return }
    for series in chart.series { add(series, of: chart, to: bars) }
    chart_title_set_name(bars, chart.title)
    // In a chart of bars the x axis is that of the numbers, in one of columns the y axis.
    let numbers = isUpright ? bars.pointee.y_axis : bars.pointee.x_axis
    let names = isUpright ? bars.pointee.x_axis : bars.pointee.y_axis
    chart_axis_set_name(numbers, chart.axisTitle)
    chart_axis_set_num_format(numbers, "#,##0")
    chart_axis_set_min(numbers, 0)
    if isUpright {
      chart_set_series_gap(bars, 45)
    } else {
      chart_axis_set_reverse(names)
      chart_axis_set_crossing_max(names)
    }
    setLegend(chart, bars)
    setFonts(bars, numbers: numbers, names: names)
    insert(bars, chart.description, row: chart.row, column: chart.column, target)
  }

  func insert(
    _ bars: UnsafeMutablePointer<lxw_chart>, _ description: String, row: Int, column: Int,
    _ target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let text = strdup(description)
    defer { free(text) }
    var options = lxw_chart_options()
    options.x_scale = 1.5
    options.y_scale = 1.1
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.description = text
    worksheet_insert_chart_opt(target, lxw_row_t(row), lxw_col_t(column), bars, &options)
  }

  private func setLegend(_ chart: BarChart, _ bars: UnsafeMutablePointer<lxw_chart>) {
    chart_legend_set_position(bars, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    let hidden = chart.series.indices.filter { chart.series[$0].fill == .hidden }.map(Int16.init)
    guard !hidden.isEmpty else { return }
    // The library reads up to the first negative number.
    var list = hidden + [-1]
    chart_legend_delete_series(bars, &list)
  }

  private func add(_ series: BarChart.Series, of chart: BarChart, to bars: UnsafeMutablePointer<lxw_chart>) {
    guard let bar = chart_add_series(bars, nil, nil) else { return }
    let (first, last) = (lxw_row_t(chart.firstRow), lxw_row_t(chart.lastRow))
    chart_series_set_categories(
      bar, chart.sheet, first, lxw_col_t(chart.nameColumn), last, lxw_col_t(chart.nameColumn))
    chart_series_set_values(bar, chart.sheet, first, lxw_col_t(series.column), last, lxw_col_t(series.column))
    chart_series_set_name(bar, series.name)
    switch series.fill {
    case .solid: fill(bar, WorkbookWriting.barInk)
    case .light: fill(bar, 0x868F9B)
    case .more: fill(bar, 0xB23C0A)
    case .less: fill(bar, 0x1B5E9E)
    case .hatched:
      var pattern = lxw_chart_pattern(
        fg_color: WorkbookWriting.barInk, bg_color: WorkbookWriting.paper,
        type: UInt8(LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL.rawValue))
      chart_series_set_pattern(bar, &pattern)
      outline(bar, WorkbookWriting.barInk)
    case .hidden:
      var fill = lxw_chart_fill(color: WorkbookWriting.paper, none: 1, transparency: 0)
      chart_series_set_fill(bar, &fill)
    }
  }

  private func fill(_ bar: UnsafeMutablePointer<lxw_chart_series>, _ color: lxw_color_t) {
    var fill = lxw_chart_fill(color: color, none: 0, transparency: 0)
    chart_series_set_fill(bar, &fill)
    outline(bar, color)
  }

  private func outline(_ bar: UnsafeMutablePointer<lxw_chart_series>, _ color: lxw_color_t) {
    var line = lxw_chart_line()
    line.color = color
    line.width = 0.75
    chart_series_set_line(bar, &line)
  }

  func setFonts(
    _ bars: UnsafeMutablePointer<lxw_chart>, numbers: UnsafeMutablePointer<lxw_chart_axis>?,
    names: UnsafeMutablePointer<lxw_chart_axis>?
  ) {
    var title = lxw_chart_font()
    title.size = 11
    title.bold = 1
    chart_title_set_name_font(bars, &title)
    var label = lxw_chart_font()
    label.size = 9
    chart_axis_set_name_font(numbers, &label)
    chart_axis_set_num_font(numbers, &label)
    chart_axis_set_num_font(names, &label)
    var grid = lxw_chart_line()
    grid.color = 0xD5DAE1
    grid.width = 0.5
    chart_axis_major_gridlines_set_line(numbers, &grid)
  }
}
