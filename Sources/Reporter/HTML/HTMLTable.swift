/// A table of the report as an HTML table: caption, scopes, a focusable region that scrolls when the page is narrow.
struct HTMLTable {
  /// A column of pictures before one of the columns; the numbers beside it say the same.
  struct Pictures {
    var before: ReportTable.Meaning
    var head: Markup
    /// One per row; rows beyond have none.
    var cells: [Markup]
    var style: String
  }

  let table: ReportTable
  /// Unique on the page; the caption carries it.
  let id: String
  let caption: Phrase
  var isCaptionHidden = false
  var pictures: Pictures?
  /// Signs before the text of one column, one per row.
  var signs: (column: ReportTable.Meaning, marks: [Markup])?
  /// Classes of the figures of one column whose intervals show which side of zero they are on, one per row.
  var styles: (column: ReportTable.Meaning, styles: [Markup])?
  /// A second line under the first column, one per row.
  var remarks: [Phrase] = []
  /// Columns whose text is code.
  var monospaced: Set<ReportTable.Meaning> = []
  /// Marked where it stands alone in one column.
  var alarming: (column: ReportTable.Meaning, text: String)?

  var markup: Markup {
    var rows: Markup = ""
    for index in table.rows.indices { rows += row(index) }
    return HTMLTable.region(
      id: id, caption: caption, isCaptionHidden: isCaptionHidden,
      table: "<thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody>")
  }

  /// A region around the rows of a table.
  static func region(
    id: String, caption: Phrase, isCaptionHidden: Bool = false, attributes: Markup = "", table: Markup
  ) -> Markup {
    let hidden: Markup = isCaptionHidden ? " class=\"sr\"" : ""
    return """
      <div class="scroll" role="region" tabindex="0" aria-labelledby="\(id)">
      <table\(attributes)><caption id="\(id)"\(hidden)><span>\(caption)</span></caption>\(table)</table></div>
      """
  }

  private var head: Markup {
    var cells: Markup = ""
    for column in table.columns {
      if let pictures, pictures.before == column.meaning { cells += "<th scope=\"col\">\(pictures.head)</th>" }
      let numeric: Markup = column.alignment == .trailing ? " class=\"n\"" : ""
      cells += "<th scope=\"col\"\(numeric)>\(column.title)</th>"
    }
    return cells
  }

  private func row(_ index: Int) -> Markup {
    let line = table.rows[index]
    let isLast = index == table.rows.count - 1
    let style: Markup = line.isTotal ? (isLast ? " class=\"tot\"" : " class=\"sum\"") : ""
    var cells: Markup = ""
    for (position, phrase) in line.cells.enumerated() {
      let column = table.columns[position]
      if let pictures, pictures.before == column.meaning {
        let picture = pictures.cells.indices.contains(index) ? pictures.cells[index] : ""
        cells += "<td class=\"\(pictures.style)\">\(picture)</td>"
      }
      cells += cell(phrase, row: index, column: column, isFirst: position == 0)
    }
    return "<tr\(style)>\(cells)</tr>\n"
  }

  private func cell(_ phrase: Phrase, row: Int, column: ReportTable.Column, isFirst: Bool) -> Markup {
    if column.alignment == .trailing {
      guard let styles, styles.column == column.meaning, styles.styles.indices.contains(row) else {
        return HTMLTable.number(phrase)
      }
      return HTMLTable.number(phrase, style: styles.styles[row])
    }
    let isCode = column.meaning.map(monospaced.contains) ?? false
    let content: Markup
    if let signs, signs.column == column.meaning, signs.marks.indices.contains(row) {
      content = "<span class=\"st\">\(signs.marks[row])\(phrase)</span>"
    } else if let alarming, alarming.column == column.meaning, phrase.plainText == alarming.text {
      content = "<strong class=\"neg\">\(phrase)</strong>"
    } else {
      content = "\(phrase)"
    }
    if isFirst {
      let remark: Markup =
        remarks.indices.contains(row) && !remarks[row].pieces.isEmpty
        ? "<span class=\"i w\">\(remarks[row])</span>" : ""
      return "<th scope=\"row\" class=\"\(isCode ? "mono" : "nm")\">\(content)\(remark)</th>"
    }
    return isCode ? "<td class=\"mono\">\(content)</td>" : "<td>\(content)</td>"
  }

  /// A right-aligned figure with its interval in a second line.
  ///
  /// - Parameter style: the class of the number, where its interval shows which side of zero it is on.
  static func number(_ phrase: Phrase, style: Markup = "", isOnOneLine: Bool = false) -> Markup {
    let figure = FigureText(phrase)
    let number: Markup =
      style.isEmpty ? Markup(text: figure.main) : "<span class=\"\(style)\">\(figure.main)</span>"
    let second: Markup =
      figure.second.map { "<span class=\"i\">\($0)</span>" } ?? (isOnOneLine ? "<span class=\"i\"></span>" : "")
    return "<td class=\"n\(isOnOneLine ? " line" : "")\">\(number)\(second)</td>"
  }
}
