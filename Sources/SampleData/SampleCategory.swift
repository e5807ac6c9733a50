/// How one tool does the tasks of one category in the sample company.
struct SampleWork {
  var tool: String
  /// Tasks by complexity 1 to 5.
  var tasks: [Int]
  /// Chance of success by complexity 1 to 5.
  var success: [Double]
  /// Requests per task and tokens per request; no requests for ordinary software.
  var requests: Int
  var inputTokens: Int
  var outputTokens: Int
}

/// One category of work in the sample company.
struct SampleCategory {
  enum Worth {
    /// Minutes saved by a success: mean and spread.
    case minutes(Double, spread: Double)
    /// Measured dollars of a success: mean and spread.
    case dollars(Double, spread: Double)
  }

  var name: String
  var department: String
  var worth: Worth
  var reviewMinutes: Double
  var reworkMinutes: Double
  var work: [SampleWork]
}

extension SampleCategory {
  static let frontier = "claude-opus-5"
  static let small = "claude-haiku-4-5"
  static let software = "flow-engine"

  private static func flat(_ share: Double) -> [Double] { Array(repeating: share, count: 5) }

  private static func frontier(_ tasks: [Int], _ success: [Double], input: Int, output: Int) -> SampleWork {
    SampleWork(
      tool: frontier, tasks: tasks, success: success, requests: 3, inputTokens: input, outputTokens: output)
  }

  private static func small(_ tasks: [Int], _ success: [Double], input: Int, output: Int) -> SampleWork {
    SampleWork(tool: small, tasks: tasks, success: success, requests: 3, inputTokens: input, outputTokens: output)
  }

  private static func software(_ tasks: [Int], _ success: [Double]) -> SampleWork {
    SampleWork(tool: software, tasks: tasks, success: success, requests: 0, inputTokens: 0, outputTokens: 0)
  }

  /// The ten categories, one for each kind of verdict and some more.
  static let all: [SampleCategory] = [
    SampleCategory(
      name: "support_replies", department: "Customer Service", worth: .minutes(8, spread: 1.5), reviewMinutes: 1,
      reworkMinutes: 3,
      work: [
        frontier([220, 220, 200, 160, 100], flat(0.95), input: 42_000, output: 4_200),
        small([180, 160, 120, 80, 60], flat(0.95), input: 38_000, output: 3_600),
      ]),
    SampleCategory(
      name: "page_translation", department: "Marketing", worth: .minutes(14, spread: 2), reviewMinutes: 2,
      reworkMinutes: 4,
      work: [
        frontier([80, 80, 60, 40, 30], flat(0.95), input: 60_000, output: 9_000),
        small([70, 60, 50, 40, 30], flat(0.95), input: 55_000, output: 8_500),
      ]),
    SampleCategory(
      name: "invoice_entry", department: "Finance", worth: .minutes(4, spread: 0.6), reviewMinutes: 0.5,
      reworkMinutes: 4,
      work: [
        frontier([200, 180, 120, 30, 10], flat(0.96), input: 30_000, output: 2_000),
        software([180, 160, 90, 8, 0], flat(0.97)),
      ]),
    SampleCategory(
      name: "ticket_routing", department: "Customer Service", worth: .minutes(1.5, spread: 0.3), reviewMinutes: 0.2,
      reworkMinutes: 1,
      work: [
        frontier([260, 200, 90, 0, 0], flat(0.97), input: 9_000, output: 700),
        software([300, 220, 90, 0, 0], flat(0.97)),
      ]),
    SampleCategory(
      name: "sales_mails", department: "Sales", worth: .minutes(2, spread: 0.7), reviewMinutes: 3.5,
      reworkMinutes: 2, work: [frontier([200, 180, 120, 60, 20], flat(0.8), input: 26_000, output: 3_000)]),
    SampleCategory(
      name: "market_research", department: "Strategy", worth: .minutes(60, spread: 40), reviewMinutes: 10,
      reworkMinutes: 20,
      work: [
        frontier([20, 30, 40, 30, 20], [0.9, 0.9, 0.85, 0.8, 0.75], input: 150_000, output: 14_000),
        small([24, 30, 34, 26, 20], [0.9, 0.88, 0.83, 0.8, 0.74], input: 140_000, output: 12_000),
      ]),
    SampleCategory(
      name: "meeting_summaries", department: "Operations", worth: .minutes(10, spread: 3), reviewMinutes: 1.5,
      reworkMinutes: 2,
      work: [
        frontier([90, 80, 60, 30, 20], flat(0.93), input: 50_000, output: 3_000),
        small([9, 8, 5, 2, 0], flat(0.92), input: 45_000, output: 2_600),
      ]),
    SampleCategory(
      name: "code_review", department: "Engineering", worth: .minutes(25, spread: 6), reviewMinutes: 3,
      reworkMinutes: 15,
      work: [
        frontier([60, 80, 260, 320, 280], [0.99, 0.97, 0.9, 0.8, 0.7], input: 90_000, output: 9_000),
        small([330, 300, 90, 50, 40], [0.97, 0.9, 0.62, 0.42, 0.25], input: 85_000, output: 8_000),
      ]),
    SampleCategory(
      name: "contract_clauses", department: "Legal", worth: .minutes(45, spread: 12), reviewMinutes: 8,
      reworkMinutes: 15, work: [frontier([20, 40, 70, 70, 50], flat(0.93), input: 120_000, output: 8_000)]),
    SampleCategory(
      name: "data_notebooks", department: "Analytics", worth: .dollars(38, spread: 15), reviewMinutes: 6,
      reworkMinutes: 12, work: [frontier([20, 40, 60, 50, 30], flat(0.88), input: 110_000, output: 16_000)]),
    SampleCategory(
      name: "slide_drafts", department: "Marketing", worth: .minutes(20, spread: 8), reviewMinutes: 4,
      reworkMinutes: 5, work: [frontier([3, 4, 3, 2, 0], flat(0.9), input: 40_000, output: 5_000)]),
  ]
}
