/// A quarter of any number of rows, for measuring: usage in the canonical columns, and one outcome for every five rows.
///
/// Every row follows from the seed and its number alone, so a file of any size is written as a stream, and the two
/// files agree. Request ids are scattered, as real ones are; rows are in order of time, tasks interleaved. One request
/// in fifty has no task, one in fifty a task without an outcome; a fifth of the tasks was done by software, without
/// usage; a fifth of the costs is blank, for the price book to fill in.
public struct BenchmarkData: Sendable {
  /// Rows of usage.csv; outcomes.csv has a fifth of them.
  public let rows: Int
  public let seed: UInt64
  /// Workers of the company.
  public let workers: Int

  /// - Parameters:
  ///   - rows: taken up to a billion, the ids' width, and at least 0.
  ///   - workers: from 1 to 65,536, the bits that pick one.
  public init(rows: Int, seed: UInt64, workers: Int = 2000) {
    self.workers = min(max(1, workers), 65_536)
    self.rows = min(max(0, rows), 1_000_000_000)
    self.seed = seed
  }

  /// Rows of outcomes.csv.
  public var outcomeRows: Int { rows / 5 }

  /// Writes a file in chunks of about a MiB; a chunk's bytes are valid during the call.
  public func write<Failure: Error>(
    _ file: SampleFile, into sink: (_ chunk: [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var text = CSVText()
    switch file {
    case .usage:
      text.append(QuarterWriter.usageHeader)
      for row in 0..<rows {
        BenchmarkUsage(data: self, row: UInt64(row)).write(to: &text)
        if text.isFull {
          try sink(text.bytes)
          text.removeAll()
        }
      }
    case .outcomes:
      text.append(QuarterWriter.outcomesHeader)
      for task in 0..<outcomeRows {
        BenchmarkTask(data: self, number: UInt64(task)).writeOutcome(to: &text)
        if text.isFull {
          try sink(text.bytes)
          text.removeAll()
        }
      }
    case .prices: text.append(Self.prices)
    case .policy: text.append(Self.policy)
    }
    try sink(text.bytes)
  }

  static let prices = """
    model,effective_from,input_usd_per_mtok,cached_input_usd_per_mtok,cache_write_usd_per_mtok,output_usd_per_mtok
    frontier-xl,2026-01-01T00:00:00Z,5,0.5,6.25,25
    small-s,2026-01-01T00:00:00Z,1,0.1,1.25,5

    """

  static let policy = """
    period: 2026Q3
    tools:
      frontier-xl: {tier: frontier}
      small-s:     {tier: small}
      flow-engine: {tier: software, cost_per_run_usd: 0.05, licence_usd_per_month: 900}

    """

  /// 64 bits that follow from the seed, a purpose and a number: a bijection of the number, so ids made of it are unique.
  func bits(_ number: UInt64, _ purpose: UInt64) -> UInt64 {
    // The two multipliers keep neighbouring purposes and seeds apart.
    let salt = seed &* 0xD6E8_FEB8_6659_FD93 &+ purpose &* 0xA076_1D64_78BD_642F
    var random = RandomNumbers(seed: number &* 0x9E37_79B9_7F4A_7C15 &+ salt)
    return random.next()
  }

  /// Names as bytes, made once.
  static let departments = ["Sales", "Legal", "Finance", "Support", "People", "Research", "Supply", "Plants"]
    .map { Array($0.utf8) }
  static let categories = [
    "mail_replies", "invoice_entry", "code_review", "translation", "meeting_notes", "claims_check", "slide_drafts",
    "data_queries", "contract_read", "ticket_triage", "forecasting", "test_writing",
  ].map { Array($0.utf8) }
  static let tools = ["frontier-xl", "small-s", "flow-engine"].map { Array($0.utf8) }
}
