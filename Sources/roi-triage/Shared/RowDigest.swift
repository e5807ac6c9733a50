import Crypto
import Storage
import TriageModel

/// SHA-256 over the cells that hold the exact sums of all rows of a kind, in their fixed order.
///
/// Names count by their text, so that the same rows give the same digest in any database.
struct RowDigest {
  private var bytes: [UInt8] = []

  static func usage(_ spend: [SpendCell], _ models: [ModelCell]) -> String {
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
    for cell in models {
      digest.add(Int128(cell.month.index))
      digest.add([cell.provider, cell.model])
      digest.add(cell.usage)
      for sum in [cell.comparableRows, cell.comparableReportedNanos, cell.comparableListNanos] { digest.add(sum) }
    }
    return Digest.sha256(digest.bytes)
  }

  static func outcomes(_ cells: [TaskCell]) -> String {
    var digest = RowDigest()
    digest.bytes.reserveCapacity(cells.count * 420)
    for cell in cells {
      let key = cell.key
      digest.add([key.department, key.category, key.tool])
      let numbers = [
        key.month.index, key.complexity ?? 0, key.costState.rawValue, key.valueBasis.rawValue, key.succeeded.rawValue,
      ]
      for number in numbers { digest.add(Int128(number)) }
      let sums = cell.moments.sums
      digest.add(Int128(cell.moments.count))
      for sum in [sums.v, sums.k, sums.r, sums.w, sums.p] { digest.add(sum) }
      for product in cell.moments.products.values { digest.add(product) }
    }
    return Digest.sha256(digest.bytes)
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
    }
    return Digest.sha256(digest.bytes)
  }

  static func invoices(_ rows: [InvoiceRow]) -> String {
    var digest = RowDigest()
    for row in rows {
      digest.add([row.key, row.provider, row.invoiceID, row.model, row.kind.rawValue])
      for number in [row.start.nanosSinceEpoch, row.end.nanosSinceEpoch, row.amountNanos] { digest.add(Int128(number)) }
      digest.add([row.listNanos.map { String($0) }])
    }
    return Digest.sha256(digest.bytes)
  }

  /// Texts end in a byte that no text holds; nothing stays apart from an empty text.
  private mutating func add(_ texts: [String?]) {
    for text in texts {
      bytes.append(contentsOf: text?.utf8.map { $0 } ?? [0xFE])
      bytes.append(0xFF)
    }
  }

  private mutating func add(_ number: Int128) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func add(_ usage: UsageSums) {
    let sums = [
      usage.rows, usage.requests, usage.inputTokens, usage.cachedTokens, usage.cacheWriteTokens, usage.outputTokens,
      usage.reasoningTokens, usage.costNanos, usage.unpricedRows, usage.unpricedTokens, usage.disagreeingRows,
    ]
    for sum in sums { add(sum) }
  }
}
