import Importer
import Storage
import Testing
import TriageModel

@Suite("A trace is summed at its leaves: what holds the tokens of rows below it is passed over")
struct ObservationTreeTests {
  /// Id, parent, type, usage and cost of an observation.
  private typealias Observation = (id: String, parent: String, type: String, input: Int, output: Int, cost: String)

  /// - Parameter models: of the rows by their id, where it is not `m`.
  private func load(_ observations: [Observation], models: [String: String] = [:]) throws -> (
    outcome: ImportOutcome, sums: UsageSums
  ) {
    let workspace = try Workspace()
    let database = try workspace.database()
    let header = "id,traceId,startTime,parentObservationId,type,providedModelName,usageDetails,totalCost\n"
    let rows = observations.map { row in
      let usage = row.input + row.output == 0 ? "{}" : "{\"\"input\"\":\(row.input),\"\"output\"\":\(row.output)}"
      return
        "\(row.id),t1,2026-07-01T10:00:00Z,\(row.parent),\(row.type),\(models[row.id] ?? "m"),\"\(usage)\",\(row.cost)\n"
    }
    let path = try workspace.write("o.csv", header + rows.joined())
    let outcome = try workspace.load(database, path)[0]
    try database.runChecks()
    #expect(try workspace.load(database, path)[0].isKnownFile)
    var sums = UsageSums()
    for cell in try DatabaseRollupSource(database).spendCells() { sums.add(cell.usage) }
    return (outcome, sums)
  }

  @Test("A generation with the 300 and 30 tokens of its two children: they count once, and a note names its dollars")
  func parent() throws {
    let children: [Observation] = [
      ("o2", "o1", "GENERATION", 100, 10, "0.01"), ("o3", "o1", "GENERATION", 200, 20, "0.02"),
    ]
    let parent: Observation = ("o1", "", "GENERATION", 300, 30, "0.03")
    for observations in [[parent] + children, children + [parent]] {
      let (outcome, sums) = try load(observations)
      #expect(outcome.entry.newRows == 2 && outcome.entry.rows == 2)
      #expect(sums.costNanos == 30_000_000 && sums.inputTokens == 300)
      let words = "1 row was passed over: it holds the tokens of rows below once more, with 330 tokens and 0.03 USD"
      #expect(outcome.notes.contains { $0.code == "passed-over" && $0.message == words })
    }
  }

  @Test("A span between the two changes nothing; a parent with fewer tokens is a request of its own")
  func between() throws {
    let span: Observation = ("s", "o1", "SPAN", 0, 0, "")
    let below: Observation = ("o2", "s", "GENERATION", 100, 10, "0.01")
    let wrapped = try load([("o1", "", "GENERATION", 100, 10, "0.01"), span, below])
    #expect(wrapped.outcome.entry.newRows == 1 && wrapped.sums.costNanos == 10_000_000)
    let own = try load([("o1", "", "GENERATION", 40, 10, "0.004"), span, below])
    #expect(own.outcome.entry.newRows == 2 && own.sums.costNanos == 14_000_000)
    #expect(!own.outcome.notes.contains { $0.code == "parents-count" })
  }

  @Test(
    "An agent of 20,000 tokens that starts a call of 2,000: both count, 0.1275 USD, and a note names the agent's")
  func larger() throws {
    let (outcome, sums) = try load([
      ("a", "", "GENERATION", 20_000, 1_000, "0.125"), ("b", "a", "GENERATION", 2_000, 100, "0.0025"),
    ])
    #expect(outcome.entry.newRows == 2 && sums.costNanos == 127_500_000)
    let note = try #require(outcome.notes.first { $0.code == "parents-count" })
    #expect(note.severity == .note && note.message.contains("with 21000 tokens and 0.125 USD"))
    #expect(!outcome.notes.contains { $0.message.contains("passed over: it holds") })
    // Equal input alone is no sum.
    let half = try load([("a", "", "GENERATION", 100, 11, ""), ("b", "a", "GENERATION", 100, 10, "")])
    #expect(half.outcome.entry.newRows == 2)
  }

  @Test("A parent of all that counts below it: 100 of the middle's own and the 50 of its child are the 150 above")
  func descendants() throws {
    let (outcome, sums) = try load([
      ("a", "", "GENERATION", 150, 15, ""), ("b", "a", "GENERATION", 100, 10, ""), ("c", "b", "GENERATION", 50, 5, ""),
    ])
    #expect(outcome.entry.newRows == 2 && sums.inputTokens == 150)
  }

  @Test(
    "A guard with the tokens of the call around it, but another model, or as dear as it should not be: both count, with a warning"
  )
  func alike() throws {
    let calls: [Observation] = [
      ("a", "", "GENERATION", 1500, 1, "0.0075"), ("b", "a", "GENERATION", 1500, 1, "0.0015"),
    ]
    for models in [["a": "opus", "b": "haiku"], [:]] {
      let (outcome, sums) = try load(calls, models: models)
      #expect(outcome.entry.newRows == 2 && sums.costNanos == 9_000_000)
      let warning = try #require(outcome.notes.first { $0.code == "parents-alike" })
      #expect(warning.severity == .warning && warning.message.hasSuffix("with 1501 tokens and 0.0075 USD"))
    }
    let halves: [Observation] = [
      ("a", "", "GENERATION", 2000, 100, ""), ("b", "a", "GENERATION", 1000, 50, ""),
      ("c", "a", "GENERATION", 1000, 50, ""),
    ]
    #expect(try load(halves, models: ["b": "haiku"]).outcome.entry.newRows == 3)
    #expect(try load(halves).outcome.entry.newRows == 2)
  }

  @Test("Two images of 0.02 USD, one below the other and without tokens: both count, 0.04 USD, with a warning")
  func withoutTokens() throws {
    let image: Observation = ("a", "", "GENERATION", 0, 0, "0.02")
    let (outcome, sums) = try load([image, ("b", "a", "GENERATION", 0, 0, "0.02")])
    #expect(outcome.entry.newRows == 2 && sums.costNanos == 40_000_000)
    let warning = try #require(outcome.notes.first { $0.code == "parents-alike" })
    #expect(warning.severity == .warning && warning.message.hasPrefix("1 row has no tokens and just the cost of rows"))
    // The exact cost of calls with tokens is their sum.
    let priced = try load([image, ("b", "a", "GENERATION", 100, 10, "0.015"), ("c", "a", "GENERATION", 50, 5, "0.005")])
    #expect(priced.outcome.entry.newRows == 2 && priced.sums.costNanos == 20_000_000)
    // So is that of two rows below, 0.04 USD of 0.02 and 0.02.
    let two = try load([
      ("a", "", "GENERATION", 0, 0, "0.04"), ("b", "a", "GENERATION", 0, 0, "0.02"),
      ("c", "a", "GENERATION", 0, 0, "0.02"),
    ])
    #expect(two.outcome.entry.newRows == 2 && two.sums.costNanos == 40_000_000)
  }

  @Test("The dated name of the call and the vendor's name of its wrapper are one model: it counts once")
  func dated() throws {
    let calls: [Observation] = [("a", "", "GENERATION", 100, 10, ""), ("b", "a", "GENERATION", 100, 10, "0.01")]
    for name in ["gpt-5-mini-2025-08-07", "gpt-5-mini", "gpt-5-mini-20250807"] {
      let (outcome, sums) = try load(calls, models: ["a": "openai/gpt-5-mini", "b": name])
      #expect(outcome.entry.newRows == 1 && sums.costNanos == 10_000_000)
    }
  }

  @Test(
    "A cost that stands on the parent alone, or is more than one of two children says, counts once, with its tokens")
  func costAbove() throws {
    for cost in ["", "0", "0.0045"] {
      let (outcome, sums) = try load([
        ("a", "", "GENERATION", 1000, 100, "0.0075"), ("b", "a", "GENERATION", 600, 60, cost),
        ("c", "a", "GENERATION", 400, 40, ""),
      ])
      #expect(outcome.entry.newRows == 1 && sums.costNanos == 7_500_000 && sums.inputTokens == 1000)
      #expect(
        outcome.notes.contains { $0.code == "passed-over" && $0.message.hasPrefix("2 rows were passed over: the") })
    }
    // A wrapper of the parent, without a cost, is the same once more.
    let wrapped = try load([
      ("w", "", "GENERATION", 1000, 100, ""), ("a", "w", "GENERATION", 1000, 100, "0.0075"),
      ("b", "a", "GENERATION", 1000, 100, ""),
    ])
    #expect(wrapped.outcome.entry.newRows == 1 && wrapped.sums.costNanos == 7_500_000)
    // Less than its child's cost is no sum of it.
    let less = try load([
      ("a", "", "GENERATION", 1000, 100, "0.001"), ("b", "a", "GENERATION", 600, 60, "0.0045"),
      ("c", "a", "GENERATION", 400, 40, ""),
    ])
    #expect(less.outcome.entry.newRows == 3 && less.sums.costNanos == 5_500_000)
  }

  @Test("Three levels count at the lowest; rows that name each other, or children without tokens, leave their parent")
  func levels() throws {
    let chain = try load([
      ("a", "", "GENERATION", 50, 5, ""), ("b", "a", "GENERATION", 50, 5, ""), ("c", "b", "GENERATION", 50, 5, ""),
    ])
    #expect(chain.outcome.entry.newRows == 1 && chain.sums.inputTokens == 50)
    let circle = try load([("a", "b", "GENERATION", 50, 5, ""), ("b", "a", "GENERATION", 50, 5, "")])
    #expect(circle.outcome.entry.newRows == 2)
    let unknown = try load([("a", "", "GENERATION", 50, 5, "0.1"), ("b", "a", "GENERATION", 0, 0, "")])
    #expect(unknown.outcome.entry.newRows == 2)
  }

  @Test("OpenTelemetry: a chat span inside of a chat span")
  func spans() throws {
    func span(_ id: String, _ parent: String) -> String {
      #"{"traceId":"a","spanId":"\#(id)","parentSpanId":"\#(parent)","startTimeUnixNano":"1782900000500000000","#
        + #""attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}},"#
        + #"{"key":"gen_ai.usage.input_tokens","value":{"intValue":"200"}},"#
        + #"{"key":"gen_ai.usage.output_tokens","value":{"intValue":"20"}}]}"# + "\n"
    }
    let workspace = try Workspace()
    let path = try workspace.write("s.jsonl", span("1", "") + span("2", "1") + span("3", ""))
    let outcome = try workspace.load(try workspace.database(), path)[0]
    #expect(outcome.entry.newRows == 2)
    #expect(outcome.notes.contains { $0.message.hasSuffix("with 220 tokens") })
  }
}
