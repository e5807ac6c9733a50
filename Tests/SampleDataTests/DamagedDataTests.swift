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
}
