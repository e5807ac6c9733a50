import Analysis
import Reporter
import Storage
import TriageModel

/// From a database and a policy to a finished report.
struct ReportMaking {
  let database: TriageDatabase
  let policySource: PolicySource
  /// The months to report, where the command names them.
  let period: Period?

  func report() throws -> Report {
    var policy = policySource.policy
    if let period { policy.period = period }
    if try database.needsAliases(policy.modelAliases) {
      let writable = try TriageDatabase(path: database.path, create: true)
      try writable.write { try $0.useAliases(policy.modelAliases) }
    }
    try database.runChecks()
    let review = try Analyst(policy: policy).review(DatabaseRollupSource(database))
    return Report(review: review, context: try context(policy, review: review))
  }

  private func context(_ policy: Policy, review: Review) throws -> ReportContext {
    let ledger = try database.inventory().imports
    // One entry per file: the same file again says nothing new, and reports must not tell how often it was read.
    var files: [ReportContext.SourceFile] = []
    for entry in ledger where entry.newRows + entry.restatedRows + entry.sharedRows > 0 {
      files.append(
        ReportContext.SourceFile(
          name: entry.fileName, kind: entry.kind.rawValue, rows: entry.rows, repeatedRows: entry.repeatedRows,
          rejectedRows: 0, bytes: entry.bytes, sha256: entry.sha256))
    }
    files.append(
      ReportContext.SourceFile(
        name: policySource.name, kind: "policy", rows: nil, repeatedRows: 0, rejectedRows: 0,
        bytes: policySource.bytes, sha256: policySource.fileDigest))
    return ReportContext(
      toolVersion: RoiTriage.version, policyName: policySource.name, policyDigest: policySource.digest, files: files,
      commandLine: "roi-triage report --period \(review.period.text) --policy \(shellWord(policySource.name))",
      budget: policy.budget)
  }

  /// A word as a shell reads it back.
  private func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }
    return isPlain
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
