import Storage
import TriageModel

/// SHA-256 over the cells that hold the exact sums of all rows of a kind, in their fixed order.
///
/// Names count by their text, so that the same rows give the same digest in any database.
struct RowDigest {
  private var hash = CanonicalHash()

  static func usage(_ spend: [SpendCell], _ hidden: [HiddenCell], _ models: [ModelCell]) -> String {
    var digest = RowDigest()
    for cell in spend {
      digest.add(Int128(cell.month.index))
      switch cell.line {
      case .noTask: digest.add(-1)
      case .noOutcome: digest.add(0)
      case .task(let completed): digest.add(Int128(completed.index))
      }
      digest.add([cell.department, cell.category, cell.tool])
      digest.add(cell.usage)
    }
    for cell in hidden {
      digest.add(Int128(cell.month.index))
      digest.add([cell.department, cell.category])
      for sum in cell.sums.values { digest.add(sum) }
    }
    for cell in models {
      digest.add(Int128(cell.month.index))
      digest.add([cell.provider, cell.model])
      digest.add(cell.usage)
      for sum in [cell.comparableRows, cell.comparableReportedNanos, cell.comparableListNanos] { digest.add(sum) }
    }
    for cell in models where cell.rangedRows != 0 {
      for sum in [cell.rangedRows, cell.belowNanos, cell.aboveNanos] { digest.add(sum) }
    }
    return digest.finished()
  }

  /// - Parameter months: the digest of the cells of each month.
  static func outcomes(_ months: [(month: Month, digest: [UInt8])]) -> String {
    var digest = RowDigest()
    for (month, cells) in months {
      digest.add(Int128(month.index))
      digest.hash.add(bytes: cells)
    }
    return digest.finished()
  }

  static func prices(_ rows: [PriceRow]) -> String {
    var digest = RowDigest()
    for row in rows {
      digest.add([row.provider, row.model, row.source])
      digest.add(Int128(row.effectiveFrom.nanosSinceEpoch))
      for price in [
        row.effectiveTo?.nanosSinceEpoch, row.inputPicos, row.cachedPicos, row.cacheWritePicos, row.outputPicos,
      ] {
        digest.add([price.map { String($0) }])
      }
      digest.add(traits: row)
    }
    return digest.finished()
  }

  private mutating func add(_ texts: [String?]) {
    for text in texts { hash.add(text) }
  }

  /// What only some price books have; nothing for a row without any of it.
  private mutating func add(traits row: PriceRow) {
    let figures = [row.tierStart, Int64(row.mode.rawValue), row.longWritePicos ?? -1, row.reasoningPicos ?? -1]
    let texts = [row.catalogue, row.checkedOn]
    guard figures != [0, 0, -1, -1] || texts != [nil, nil] else { return }
    for figure in figures { add(Int128(figure)) }
    add(texts)
  }

  static func invoices(_ rows: [InvoiceRow]) -> String {
    var digest = RowDigest()
    for row in unnumbered(rows) {
      digest.add([row.key, row.provider, row.invoiceID, row.model, row.kind.rawValue])
      for number in [row.start.nanosSinceEpoch, row.end.nanosSinceEpoch, row.amountNanos] { digest.add(Int128(number)) }
      digest.add([row.listNanos.map { String($0) }])
    }
    return digest.finished()
  }

  /// Lines of one key have the number of their place in the file behind it. Which of them came first says nothing, so
  /// that they count without it, by their content.
  private static func unnumbered(_ rows: [InvoiceRow]) -> [InvoiceRow] {
    let shared = Set(rows.lazy.compactMap { keyBeforeNumber($0.key) })
    guard !shared.isEmpty else { return rows }
    var alone: [InvoiceRow] = []
    var alike: [InvoiceRow] = []
    for var row in rows {
      row.key = keyBeforeNumber(row.key) ?? row.key
      if shared.contains(row.key) { alike.append(row) } else { alone.append(row) }
    }
    return alone + alike.sorted(by: precedes)
  }

  /// `a|b` of `a|b|#2`; nil where no number ends the key.
  private static func keyBeforeNumber(_ key: String) -> String? {
    let digits = key.utf8.reversed().prefix { $0 &- 48 <= 9 }.count
    guard digits > 0 else { return nil }
    let start = key.utf8.dropLast(digits)
    guard start.suffix(2).elementsEqual("|#".utf8) else { return nil }
    return String(start.dropLast(2))
  }

  private static func precedes(_ left: InvoiceRow, _ right: InvoiceRow) -> Bool {
    if left.key != right.key { return left.key < right.key }
    let first = (left.amountNanos, left.start, left.end, left.listNanos ?? .min)
    let second = (right.amountNanos, right.start, right.end, right.listNanos ?? .min)
    if first != second { return first < second }
    return (left.provider, left.model ?? "", left.invoiceID ?? "", left.kind.rawValue)
      < (right.provider, right.model ?? "", right.invoiceID ?? "", right.kind.rawValue)
  }

  private mutating func add(_ number: Int128) { hash.add(number) }

  private consuming func finished() -> String { Digest.text(hash.finished()) }

  private mutating func add(_ usage: UsageSums) {
    let sums = [
      usage.rows, usage.requests, usage.inputTokens, usage.cachedTokens, usage.cacheWriteTokens, usage.outputTokens,
      usage.reasoningTokens, usage.costNanos, usage.unpricedRows, usage.unpricedTokens, usage.disagreeingRows,
    ]
    for sum in sums { add(sum) }
    if usage.allocatedRows != 0 || usage.freeRows != 0 {
      add(usage.allocatedRows)
      add(usage.freeRows)
    }
  }
}
