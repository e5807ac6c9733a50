import CXlsxwriter

extension WorkbookWriting {
  func add(_ chart: LineChart, to target: UnsafeMutablePointer<lxw_worksheet>) {
    guard let lines = workbook_add_chart(file, UInt8(LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS.rawValue)) else { return }
    for series in chart.series { add(series, of: chart, to: lines) }
    chart_title_set_name(lines, chart.title)
    let (x, y) = (lines.pointee.x_axis, lines.pointee.y_axis)
    chart_axis_set_name(x, chart.xTitle)
    chart_axis_set_name(y, chart.yTitle)
    for axis in [x, y] { chart_axis_set_num_format(axis, "#,##0") }
    chart_axis_set_min(x, 0)
    chart_legend_set_position(lines, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    setFonts(lines, numbers: y, names: x)
    // Labels of the x axis would cross the lines where net value is below zero.
    chart_axis_set_label_position(x, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
    insert(lines, chart.description, row: chart.row, column: chart.column, target)
  }

  private func add(_ series: LineChart.Series, of chart: LineChart, to lines: UnsafeMutablePointer<lxw_chart>) {
    guard let line = chart_add_series(lines, nil, nil) else { return }
    let (first, last) = (lxw_row_t(series.firstRow), lxw_row_t(series.lastRow))
    chart_series_set_categories(line, chart.sheet, first, lxw_col_t(series.xColumn), last, lxw_col_t(series.xColumn))
    chart_series_set_values(line, chart.sheet, first, lxw_col_t(series.yColumn), last, lxw_col_t(series.yColumn))
    chart_series_set_name(line, series.name)
    var style = lxw_chart_line()
    style.color = color(series.stroke)
    style.width = series.stroke == .dashed ? 1.25 : 2
    if series.stroke == .dashed { style.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) }
    chart_series_set_line(line, &style)
    chart_series_set_marker_type(line, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
    chart_series_set_marker_size(line, 5)
    var fill = lxw_chart_fill(color: color(series.stroke), none: 0, transparency: 0)
    chart_series_set_marker_fill(line, &fill)
    var edge = lxw_chart_line()
    edge.color = color(series.stroke)
    chart_series_set_marker_line(line, &edge)
  }

  private func color(_ stroke: LineChart.Stroke) -> lxw_color_t {
    switch stroke {
    case .solid: 0x3A424C
    case .gain: 0x1B5E9E
    case .light, .dashed: 0x868F9B
    }
  }
}
