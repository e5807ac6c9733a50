import SampleData
import Testing

@Suite("A damaged file has the damage that it is named after")
struct DamagedDataTests {
  private static let usage: [UInt8] = {
    var bytes: [UInt8] = []
    BenchmarkData(rows: 40, seed: 5).write(.usage) { bytes += $0 }
    return bytes
  }()

  private func damaged(_ damage: Damage, seed: UInt64 = 1) throws -> String {
    String(decoding: try #require(DamagedData(seed: seed).bytes(damage, of: Self.usage)), as: UTF8.self)
  }

  private var good: String { String(decoding: Self.usage, as: UTF8.self) }

  @Test("Every damage finds its place, changes the bytes, and is repeatable", arguments: Damage.allCases)
  func changes(damage: Damage) throws {
    for seed in 0..<20 as Range<UInt64> {
      let bytes = try #require(DamagedData(seed: seed).bytes(damage, of: Self.usage))
      #expect(bytes != Self.usage)
      #expect(DamagedData(seed: seed).bytes(damage, of: Self.usage) == bytes)
    }
  }

  @Test("Another seed damages another place")
  func places() throws {
    let places = try (0..<30).map { try damaged(.missingField, seed: $0) }
    #expect(Set(places).count > 15)
  }

  @Test("A file without rows has no place for damage")
  func noRows() {
    #expect(DamagedData(seed: 1).bytes(.missingField, of: Array("request_id,timestamp,model\n".utf8)) == nil)
    #expect(DamagedData(seed: 1).bytes(.nulByte, of: []) == nil)
  }

  @Test("A field that no row fills cannot be damaged")
  func noField() {
    let rows = "request_id,timestamp,model,cost_usd\na,2026-07-01T00:00:00Z,m,\nb,2026-07-01T00:00:00Z,m,\n"
    #expect(DamagedData(seed: 1).bytes(.currencySign, of: Array(rows.utf8)) == nil)
  }

  @Test("A missing field shortens one row by one; an extra one lengthens it")
  func ragged() throws {
    func commas(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: ",") } }
    #expect(try commas(damaged(.missingField)) == commas(good) - 1)
    #expect(try commas(damaged(.extraField)) == commas(good) + 1)
  }

  @Test("A file cut in mid-row ends without a newline and is the start of the good one")
  func cut() throws {
    for seed in 0..<20 as Range<UInt64> {
      let text = try damaged(.cutInMidRow, seed: seed)
      #expect(good.hasPrefix(text))
      #expect(!text.hasSuffix("\n"))
    }
  }

  @Test("A repeated row is there twice, another body has the key twice")
  func twice() throws {
    #expect(try Set(damaged(.repeatedRow).split(separator: "\n")).count == 41)
    let rows = try damaged(.otherBody).split(separator: "\n")
    #expect(Set(rows).count == 42)
    #expect(Set(rows.map { $0.prefix { $0 != "," } }).count == 41)
  }

  @Test("A harmless damage leaves the number of rows that are not equal")
  func harmless() throws {
    let damages = Damage.allCases.filter { $0.isHarmless && $0 != .byteOrderMark }
    #expect(damages.count > 10)
    for damage in damages {
      let lines = try damaged(damage).split { $0.isNewline }
      #expect(Set(lines).count == 41, "\(damage.rawValue)")
    }
  }

  @Test("Outcomes have no place for damages of requests, and for all others")
  func outcomes() {
    var good: [UInt8] = []
    BenchmarkData(rows: 200, seed: 5).write(.outcomes) { good += $0 }
    let without = Damage.allCases.filter { DamagedData(seed: 1).bytes($0, of: good) == nil }
    #expect(without == [.otherBody, .scientificKeys, .partAboveWhole])
  }

  @Test("A field damage changes one field of one row", arguments: [Damage.percent, .dateOnly, .thousandsSpace])
  func oneField(damage: Damage) throws {
    let changed = try zip(damaged(damage).split(separator: "\n"), good.split(separator: "\n")).filter { $0 != $1 }
    try #require(changed.count == 1)
    let damagedRow = changed[0].0.split(separator: ",", omittingEmptySubsequences: false)
    let goodRow = changed[0].1.split(separator: ",", omittingEmptySubsequences: false)
    #expect(zip(damagedRow, goodRow).filter { $0 != $1 }.count == 1)
  }

  @Test("A lost line break and a half row make one ragged row; glued files make one, too")
  func rowsLost() throws {
    func ragged(_ damage: Damage) throws -> Int {
      try damaged(damage).split(separator: "\n").count { line in line.utf8.count { $0 == UInt8(ascii: ",") } != 16 }
    }
    #expect(try ragged(.rowsJoined) == 1)
    #expect(try ragged(.halfRowInMiddle) == 1)
    #expect(try ragged(.filesGlued) == 1)
    #expect(try ragged(.trailingGarbage) == 1)
  }
}
