import Testing

@testable import Storage

@Suite("Packed columns give back what was put in")
struct PackedColumnTests {
  private func roundTrip(_ values: [Int64?], scaled: Bool = false) throws -> [Int64?] {
    var buffer = ByteBuffer()
    let numbers = values.map { $0 ?? 0 }
    var bits = [UInt64](repeating: 0, count: (values.count + 63) / 64)
    for (index, value) in values.enumerated() where value != nil { bits[index / 64] |= 1 << UInt64(index % 64) }
    numbers.withUnsafeBufferPointer { numbers in
      bits.withUnsafeBufferPointer { PackedColumn.append(numbers, present: $0, scaled: scaled, to: &buffer) }
    }
    buffer.append(UInt64(0))
    var reading = ByteReading(buffer.bytes)
    let view = try PackedColumn.View(&reading, count: values.count)
    #expect(view.total() == values.reduce(Int128(0)) { $0 + Int128($1 ?? 0) })
    return values.indices.map { view.isPresent($0) ? view[$0] : nil }
  }

  @Test(
    "Hand-made columns",
    arguments: [
      [], [nil], [0], [7, 7, 7], [nil, 0, nil, 1], [-1, 0, 1], [Int64.min, Int64.max], [Int64.min, nil, Int64.max],
      [1_000_000_000, 3_000_000_000, nil], [5000, 7000, -9000], [255, 256, 65_536, 1 << 40],
    ] as [[Int64?]])
  func columns(values: [Int64?]) throws {
    #expect(try roundTrip(values) == values)
    #expect(try roundTrip(values, scaled: true) == values)
  }

  @Test("Random columns of every width, with and without gaps", arguments: 0..<60 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let bits = 1 + random.below(64)
    let values = (0..<1 + random.below(300)).map { _ -> Int64? in
      if seed % 3 == 0, random.below(4) == 0 { return nil }
      return Int64(bitPattern: random.next() >> UInt64(64 - bits)) &- (seed % 2 == 0 ? 1 << Int64(bits - 1) : 0)
    }
    #expect(try roundTrip(values) == values)
    #expect(
      try roundTrip(values.map { $0.map { $0 / 1000 * 1000 } }, scaled: true)
        == values.map { $0.map { $0 / 1000 * 1000 } })
  }

  @Test("Long columns of each width are added up whole, all bits of their numbers set", arguments: 1...8)
  func long(width: Int) throws {
    let most = width == 8 ? Int64.max : 1 << Int64(8 * width) - 1
    // The zero alone makes the others as wide as they are; their number fits no block.
    let values: [Int64?] = [0] + Array(repeating: most, count: 9000)
    #expect(try roundTrip(values) == values)
    #expect(try roundTrip([nil] + values) == [nil] + values)
  }

  @Test("Equal values take no bytes of their own, whole seconds take few")
  func size() {
    func bytes(_ values: [Int64], scaled: Bool) -> Int {
      var buffer = ByteBuffer()
      values.withUnsafeBufferPointer { PackedColumn.append($0, scaled: scaled, to: &buffer) }
      return buffer.count
    }
    #expect(bytes(Array(repeating: 9, count: 1000), scaled: false) == 16)
    let seconds = (0..<1000).map { 1_780_000_000_000_000_000 + Int64($0) * 60_000_000_000 }
    #expect(bytes(seconds, scaled: true) == 16 + 2 * 1000)
  }

  @Test("Damaged bytes are an error, whatever they say", arguments: 0..<200 as Range<UInt64>)
  func damage(seed: UInt64) {
    var random = SeededNumbers(seed)
    let bytes = (0..<random.below(64)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    bytes.withUnsafeBytes { buffer in
      var reading = ByteReading(buffer)
      _ = try? PackedColumn.View(&reading, count: 1 + random.below(1000))
      var texts = ByteReading(buffer)
      var arena = ByteBuffer()
      _ = try? PackedTexts.read(&texts, count: 1 + random.below(1000), into: &arena)
      _ = try? ControlColumns(buffer, of: .outcomes)
      _ = try? RequestSegment.Figures(SegmentBlobs(control: buffer, figures: buffer, texts: buffer))
      var keys = FactKeys(category: 1)
      _ = try? StoredFactRun.head(buffer, keys: &keys)
    }
  }
}

/// SplitMix64, so that a failing seed fails everywhere.
struct SeededNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
