import Importer
import Storage
import TriageModel

extension Workspace {
  /// Imports bill lines, canonical or another tool's, and gives the entry of the ledger.
  func loadBill(
    _ database: TriageDatabase, _ text: String, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> LedgerEntry {
    var options = ImportOptions()
    change(&options)
    let file = ImportFile(path: try write("invoices.csv", text))
    return try Importer(toolVersion: "test", options: options).run([file], into: database)[0].entry
  }
}

extension TriageDatabase {
  /// All bill lines together, in nano-dollars.
  func billedNanos() throws -> Int128 {
    try DatabaseRollupSource(self).invoiceCells().reduce(0) { $0 + $1.amountNanos }
  }
}
