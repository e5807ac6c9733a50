import PolicyFile
import Testing
import TriageModel

@Suite("A mapping file says how a CSV of one's own is read")
struct MappingReaderTests {
  private func read(_ text: String) throws -> SourceMapping {
    try MappingReader.read(bytes: Array(text.utf8), file: "m.yaml")
  }

  @Test("Columns are a name, a list, or a mapping with a pattern or a constant")
  func columns() throws {
    let mapping = try read(
      """
      kind: usage
      name: gateway
      grain: bucket
      zone: utc
      time: epoch_seconds
      money: cents
      tokens_per_unit: 1000
      apart: [cached_input_tokens]
      columns:
        request_id: ID
        timestamp: at
        model: [model, fallback]
        task_id: {column: branch, match: "([A-Z]+-[0-9]+)"}
        department: {constant: finance}
        cached_input_tokens: hit
      """)
    #expect(mapping.columns["request_id"]?.columns == ["id"])
    #expect(mapping.columns["model"]?.columns == ["model", "fallback"])
    #expect(mapping.columns["task_id"]?.match == "([A-Z]+-[0-9]+)")
    #expect(mapping.columns["department"]?.constant == "finance")
    #expect(mapping.grain == .bucket)
    #expect(mapping.zone == .utc && mapping.time == .epochSeconds && mapping.money == .cents)
    #expect(mapping.tokensPerUnit == 1000 && mapping.apart == [.cachedInput])
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      ("columns: {request_id: a, timestamp: b}", "columns.model"),
      ("columns: {timestamp: b, model: c}", "columns.request_id"),
      ("columns: {request_id: a, timestamp: b, model: c, inptu_tokens: d}", "Did you mean `input_tokens`?"),
      ("kind: usages\ncolumns: {request_id: a, timestamp: b, model: c}", "unknown-choice"),
      ("tokens_per_unit: 0\ncolumns: {request_id: a, timestamp: b, model: c}", "out-of-range"),
      ("tokens_per_unit: 0.5\ncolumns: {request_id: a, timestamp: b, model: c}", "must be a whole number"),
      ("apart: [reasoning_tokens]\ncolumns: {request_id: a, timestamp: b, model: c}", "columns.reasoning_tokens"),
      ("grain: hour\ncolumns: {request_id: a, timestamp: b, model: c}", "unknown-choice"),
      ("columns: {request_id: {colum: a}, timestamp: b, model: c}", "Did you mean `column`?"),
    ])
  func problems(text: String, fragment: String) throws {
    let error = try #require(throws: PolicyError.self) { try read(text) }
    #expect(error.problems.map(\.text).joined(separator: "\n").contains(fragment))
  }
}
