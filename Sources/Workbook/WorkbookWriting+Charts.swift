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
    guard let bars = workbook_add_chart(file, UInt8(LXW_CHART_BAR_STACKED.rawValue)) else { return }
    for series in chart.series { add(series, of: chart, to: bars) }
    chart_title_set_name(bars, chart.title)
    // In a chart of bars the x axis is that of the numbers.
    chart_axis_set_name(bars.pointee.x_axis, chart.axisTitle)
    chart_axis_set_num_format(bars.pointee.x_axis, "#,##0")
    chart_axis_set_min(bars.pointee.x_axis, 0)
    chart_axis_set_reverse(bars.pointee.y_axis)
    chart_axis_set_crossing_max(bars.pointee.y_axis)
    chart_legend_set_position(bars, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    setFonts(bars)
    let text = strdup(chart.description)
    defer { free(text) }
    var options = lxw_chart_options()
    options.x_scale = 1.5
    options.y_scale = 1.1
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.description = text
    worksheet_insert_chart_opt(target, lxw_row_t(chart.row), lxw_col_t(chart.column), bars, &options)
  }

  private func add(_ series: BarChart.Series, of chart: BarChart, to bars: UnsafeMutablePointer<lxw_chart>) {
    guard let bar = chart_add_series(bars, nil, nil) else { return }
    let (first, last) = (lxw_row_t(chart.firstRow), lxw_row_t(chart.lastRow))
    chart_series_set_categories(
      bar, chart.sheet, first, lxw_col_t(chart.nameColumn), last, lxw_col_t(chart.nameColumn))
    chart_series_set_values(bar, chart.sheet, first, lxw_col_t(series.column), last, lxw_col_t(series.column))
    chart_series_set_name(bar, series.name)
    switch series.fill {
    case .solid:
      var fill = lxw_chart_fill(color: WorkbookWriting.barInk, none: 0, transparency: 0)
      chart_series_set_fill(bar, &fill)
    case .hatched:
      var pattern = lxw_chart_pattern(
        fg_color: WorkbookWriting.barInk, bg_color: WorkbookWriting.paper,
        type: UInt8(LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL.rawValue))
      chart_series_set_pattern(bar, &pattern)
    }
    var line = lxw_chart_line()
    line.color = WorkbookWriting.barInk
    line.width = 0.75
    chart_series_set_line(bar, &line)
  }

  private func setFonts(_ bars: UnsafeMutablePointer<lxw_chart>) {
    var title = lxw_chart_font()
    title.size = 11
    title.bold = 1
    chart_title_set_name_font(bars, &title)
    var label = lxw_chart_font()
    label.size = 9
    chart_axis_set_name_font(bars.pointee.x_axis, &label)
    chart_axis_set_num_font(bars.pointee.x_axis, &label)
    chart_axis_set_num_font(bars.pointee.y_axis, &label)
    var grid = lxw_chart_line()
    grid.color = 0xD5DAE1
    grid.width = 0.5
    chart_axis_major_gridlines_set_line(bars.pointee.x_axis, &grid)
  }
}
