internal import Storage
internal import TriageModel

/// A bill line whose key another one has that is there already, of which it differs.
struct BillConflict {
  let here: InvoiceRecord
  /// What has the key.
  let there: InvoiceRecord
  /// "import 3", or a file of the run.
  let place: String

  /// - Returns: nil where no line has the key.
  init?(_ record: InvoiceRecord, key: UnsafeRawBufferPointer, importID: Int64, _ transaction: ImportTransaction) throws
  {
    guard let held = try transaction.held(besides: record, key: key) else { return nil }
    here = record
    there = held.record
    place = held.importID == importID ? "another line of this file" : EarlierImport(held.importID, transaction).name
  }

  /// Whether it takes something back that the other line charges.
  var isRefund: Bool { here.amountNanos < 0 && there.amountNanos > 0 }

  /// In what the two differ, behind a message.
  func words(_ transaction: ImportTransaction) throws -> String {
    func told(_ what: String, _ value: (InvoiceRecord) throws -> String) rethrows -> String {
      ": the \(what) is \(try value(there)) in \(place), \(try value(here)) here"
    }
    if here.amountNanos != there.amountNanos {
      return told("amount") { "\(Money(nanos: Int128($0.amountNanos)).decimalText) USD" }
    }
    if (here.startNanos, here.endNanos) != (there.startNanos, there.endNanos) {
      return told("period") {
        "\(Instant(nanosSinceEpoch: $0.startNanos).text) to \(Instant(nanosSinceEpoch: $0.endNanos).text)"
      }
    }
    if here.model != there.model { return try told("model") { try name($0.model, transaction) } }
    if here.provider != there.provider { return try told("provider") { try name($0.provider, transaction) } }
    if here.kind != there.kind { return told("kind") { $0.kind.rawValue } }
    return told("list price") { $0.listNanos.map { "\(Money(nanos: Int128($0)).decimalText) USD" } ?? "blank" }
  }

  private func name(_ id: Int32, _ transaction: ImportTransaction) throws -> String {
    let name = id == 0 ? "" : try transaction.providerName(id)
    return name.isEmpty ? "blank" : PrintableText.cut(name, limit: 40)
  }
}
