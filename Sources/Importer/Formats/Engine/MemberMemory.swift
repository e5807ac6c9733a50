/// How objects of JSON were written when they were read last: rows mostly have the same keys in the same order.
///
/// Holds what stands before each value, from behind the value before it, for the first members of some objects. The same
/// bytes are the same key again and need no second look. Owns its memory.
final class MemberMemory {
  private static let members = 32
  private static let width = 64

  private let bytes: UnsafeMutablePointer<UInt8>
  /// 0 = nothing is known.
  private let counts: UnsafeMutablePointer<UInt8>
  private let meanings: UnsafeMutablePointer<Int32>

  /// - Parameter objects: how many objects are told apart.
  init(objects: Int) {
    let places = objects * Self.members
    bytes = .allocate(capacity: places * Self.width)
    counts = .allocate(capacity: places)
    counts.initialize(repeating: 0, count: places)
    meanings = .allocate(capacity: places)
    meanings.initialize(repeating: 0, count: places)
  }

  deinit {
    bytes.deallocate()
    counts.deallocate()
    meanings.deallocate()
  }

  /// How many bytes stand before the value of an object's member; 0 where they are others than those of the last time.
  /// Space may follow them that was not there then.
  ///
  /// - Parameter start: behind the value before it, or behind the object's brace.
  @inline(__always)
  func length(_ object: Int, _ member: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard member < Self.members, let base = text.baseAddress else { return 0 }
    let place = object * Self.members + member
    let count = Int(counts[place])
    guard count > 0, start + count <= text.count,
      ByteSearch.areEqual(bytes + place * Self.width, base + start, count: count)
    else { return 0 }
    return count
  }

  /// What the key of a known member was.
  @inline(__always)
  func meaning(_ object: Int, _ member: Int) -> Int { Int(meanings[object * Self.members + member]) }

  func remember(
    _ object: Int, _ member: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, meaning: Int
  ) {
    guard member < Self.members, range.count <= Self.width, let base = text.baseAddress else { return }
    let place = object * Self.members + member
    (bytes + place * Self.width).update(from: base + range.lowerBound, count: range.count)
    counts[place] = UInt8(truncatingIfNeeded: range.count)
    meanings[place] = Int32(truncatingIfNeeded: meaning)
  }
}
