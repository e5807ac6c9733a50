import Foundation
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

  @Test("Its prices are those of the dated seed, the day on which the first one begins apart")
  func prices() throws {
    func rows(_ text: String) -> [[String: String]] {
      let lines = text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let seed = rows(try String(contentsOf: root.appending(path: "fixtures/prices/2026-08-21.csv"), encoding: .utf8))
    let prices = rows(SampleQuarter.prices)
    #expect(prices.count == 4)
    for row in prices {
      let figures = row.filter { $0.key != "effective_from" }
      #expect(seed.contains { known in figures.allSatisfy { known[$0.key] == $0.value } }, "\(row)")
    }
  }
}
