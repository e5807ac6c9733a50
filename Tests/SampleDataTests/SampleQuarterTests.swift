import SampleData
import Testing

@Suite("The sample quarter is believable and repeatable")
struct SampleQuarterTests {
  @Test("The same seed gives the same bytes, another seed others")
  func seeds() {
    let quarter = SampleQuarter(seed: 7)
    #expect(SampleQuarter(seed: 7).usage == quarter.usage)
    #expect(SampleQuarter(seed: 7).outcomes == quarter.outcomes)
    #expect(SampleQuarter(seed: 8).usage != quarter.usage)
  }

  @Test("Ids are unique and token counts agree with one another")
  func rows() throws {
    let lines = SampleQuarter().usage.split(separator: "\n").dropFirst()
    #expect(lines.count > 10_000)
    var ids: Set<Substring> = []
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(fields.count == 17)
      #expect(ids.insert(fields[0]).inserted)
      let tokens = fields[9...13].compactMap { Int($0) }
      try #require(tokens.count == 5)
      #expect(tokens[1] + tokens[2] <= tokens[0])
      #expect(tokens[4] <= tokens[3])
    }
  }
}
