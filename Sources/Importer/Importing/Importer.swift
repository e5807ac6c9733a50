public import Storage
internal import TriageModel

/// Imports files into a database: all of them in one transaction, or none.
public struct Importer {
  private let toolVersion: String
  private let problemLimit: Int

  /// - Parameters:
  ///   - toolVersion: goes into the import ledger.
  ///   - problemLimit: how many problems an import keeps to be named; all are counted.
  public init(toolVersion: String, problemLimit: Int = 100) {
    self.toolVersion = toolVersion
    self.problemLimit = problemLimit
  }

  /// Reads `files`, stores their rows and makes the rollup.
  ///
  /// - Parameters:
  ///   - files: prices may stand anywhere in the list; costs are computed after all files are read.
  ///   - aliases: the policy's names of models, for the price book; nil = those of the last import.
  ///   - onProgress: called now and then with the index of the file, and the bytes and rows read of it so far.
  /// - Returns: one outcome per file, in the order given.
  /// - Throws: `ImportError` or `StorageError`; the database is then as it was before.
  public func run(
    _ files: [ImportFile], into database: TriageDatabase, aliases: [String: String]? = nil,
    onProgress: @escaping (_ file: Int, _ bytes: Int64, _ rows: Int64) -> Void = { _, _, _ in }
  ) throws -> [ImportOutcome] {
    try database.write { transaction in
      var outcomes: [ImportOutcome] = []
      var problems: [Diagnostic] = []
      var problemCount = 0
      for (index, file) in files.enumerated() {
        var reading = FileImport(
          file: file, transaction: transaction, toolVersion: toolVersion,
          problemLimit: max(0, problemLimit - problems.count), onProgress: { onProgress(index, $0, $1) })
        let entry = try reading.run()
        problems += reading.problems
        problemCount += reading.problemCount
        if let entry {
          outcomes.append(
            ImportOutcome(file: file.path, entry: entry, notes: reading.notes, isKnownFile: entry.newRows == 0))
        }
      }
      guard problemCount == 0 else { throw ImportError.rejected(problems, total: problemCount) }
      let changed = outcomes.contains { $0.entry.newRows + $0.entry.restatedRows + $0.entry.sharedRows > 0 }
      if changed { try transaction.rebuildRollup() }
      if let aliases { try transaction.useAliases(aliases) }
      return outcomes
    }
  }
}
