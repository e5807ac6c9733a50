/// A small random number generator whose numbers depend on its seed alone, on every machine.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// The generator's output function: a bijection of 64-bit words, so distinct words stay distinct.
  static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A number from 0 up to, not including, `bound`; 0 where `bound` is below 1.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the closed range.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True in `share` of a thousand cases.
  mutating func chance(perMille share: Int) -> Bool { below(1000) < share }

  /// A bell-shaped number around `centre`, at most `percent` of it away (standard deviation: 0.29 of that).
  ///
  /// The mean of four uniform numbers in whole arithmetic: no logarithm or cosine that could differ by machine.
  mutating func around(_ centre: Int, percent: Int) -> Int {
    var sum = 0
    for _ in 0..<4 { sum += within(-1000...1000) }
    return centre + centre * percent * sum / 400_000
  }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(last, below(last + 1)) }
  }
}
