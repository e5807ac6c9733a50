import CXlsxwriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One pass through the library; the first error is kept, since the file has to be closed in any case.
struct WorkbookWriting {
  let file: UnsafeMutablePointer<lxw_workbook>
  private(set) var failure: lxw_error?
  private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>] = [:]

  /// Text beside a column of numbers stands off from them.
  private struct FormatKey: Hashable {
    var style: CellStyle
    var isIndented: Bool
  }

  init(file: UnsafeMutablePointer<lxw_workbook>) { self.file = file }

  mutating func write(_ workbook: Workbook) {
    setProperties(workbook)
    var isFirst = true
    for sheet in workbook.sheets {
      guard let target = workbook_add_worksheet(file, sheet.name) else {
        note(LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED)
        continue
      }
      write(sheet, to: target)
      if isFirst { worksheet_activate(target) }
      isFirst = false
    }
    for name in workbook.names { note(workbook_define_name(file, name.name, "=" + name.reference)) }
  }

  private mutating func note(_ code: lxw_error) {
    if code != LXW_NO_ERROR, failure == nil { failure = code }
  }

  private mutating func setProperties(_ workbook: Workbook) {
    var properties = lxw_doc_properties()
    let title = strdup(String(workbook.title.prefix(200)))
    defer { free(title) }
    properties.title = title
    properties.created = time_t(workbook.created)
    note(workbook_set_properties(file, &properties))
  }

  private mutating func write(_ sheet: Sheet, to target: UnsafeMutablePointer<lxw_worksheet>) {
    for (column, width) in sheet.widths.enumerated() {
      note(worksheet_set_column(target, lxw_col_t(column), lxw_col_t(column), width, nil))
    }
    for (row, height) in sheet.heights.sorted(by: { $0.key < $1.key }) {
      note(worksheet_set_row(target, lxw_row_t(row), height, nil))
    }
    for placed in sheet.cells { write(placed, to: target) }
    worksheet_freeze_panes(target, lxw_row_t(sheet.frozenRows), lxw_col_t(sheet.frozenColumns))
    if let filter = sheet.filter {
      note(
        worksheet_autofilter(
          target, lxw_row_t(filter.firstRow), 0, lxw_row_t(filter.lastRow), lxw_col_t(filter.lastColumn)))
    }
    setPrinting(sheet, target)
    for chart in sheet.charts { add(chart, to: target) }
    for chart in sheet.lineCharts { add(chart, to: target) }
  }

  private mutating func setPrinting(_ sheet: Sheet, _ target: UnsafeMutablePointer<lxw_worksheet>) {
    worksheet_set_landscape(target)
    worksheet_fit_to_pages(target, 1, 0)
    worksheet_gridlines(target, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    worksheet_set_margins(target, 0.5, 0.5, 0.6, 0.6)
    if let row = sheet.titleRow { note(worksheet_repeat_rows(target, lxw_row_t(row), lxw_row_t(row))) }
    note(worksheet_set_footer(target, "&L&A&RPage &P of &N"))
  }

  private mutating func write(_ placed: Sheet.Placed, to target: UnsafeMutablePointer<lxw_worksheet>) {
    let (row, column) = (lxw_row_t(placed.row), lxw_col_t(placed.column))
    let format = format(FormatKey(style: placed.cell.style, isIndented: placed.column > 0 && placed.cell.isOnLeft))
    switch placed.cell.content {
    case .text(let text): note(worksheet_write_string(target, row, column, CellText.stored(text), format))
    case .number(let number) where number.isFinite: note(worksheet_write_number(target, row, column, number, format))
    case .number: note(worksheet_write_string(target, row, column, "not measured", format))
    case .formula(let formula, let value):
      note(worksheet_write_formula_num(target, row, column, "=" + formula, format, value.isFinite ? value : 0))
    case .textFormula(let formula, let value):
      note(worksheet_write_formula_str(target, row, column, "=" + formula, format, CellText.stored(value)))
    case .blank: note(worksheet_write_blank(target, row, column, format))
    }
  }

  private mutating func format(_ key: FormatKey) -> UnsafeMutablePointer<lxw_format>? {
    if let made = formats[key] { return made }
    guard let format = workbook_add_format(file) else { return nil }
    let style = key.style
    format_set_num_format(format, style.format.code)
    if key.isIndented { format_set_indent(format, 1) }
    switch style.alignment {
    case .automatic: break
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    if style.wraps { format_set_text_wrap(format) }
    setInk(style, format)
    setEmphasis(style, format)
    formats[key] = format
    return format
  }

  private func setInk(_ style: CellStyle, _ format: UnsafeMutablePointer<lxw_format>) {
    switch style.ink {
    case .plain: break
    case .link: format_set_font_color(format, 0x008000)
    case .input:
      format_set_font_color(format, 0x0000FF)
      format_set_bg_color(format, 0xFFFBD6)
      format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
    }
  }

  private func setEmphasis(_ style: CellStyle, _ format: UnsafeMutablePointer<lxw_format>) {
    switch style.emphasis {
    case .none: break
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 14)
    case .subtitle:
      format_set_bold(format)
      format_set_font_size(format, 11)
    case .header:
      format_set_bold(format)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .total:
      format_set_bold(format)
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .note: format_set_font_color(format, 0x4D5560)
    }
  }
}
