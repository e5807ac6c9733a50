/// Where a field lies.
@usableFromInline
struct FieldPlace {
  /// Where the field starts in the window, its opening quote included.
  var rawStart: Int32
  @usableFromInline var start: Int32
  @usableFromInline var end: Int32
  var isUnquoted: Bool
}

/// Where the fields of one record lie; has room for one field more than a record may have.
///
/// Owns its memory; every position is checked against `count` by the reader before it is used.
struct FieldTable: ~Copyable {
  let capacity: Int
  private let memory: UnsafeMutablePointer<FieldPlace>
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    memory = .allocate(capacity: capacity)
  }

  deinit { memory.deallocate() }

  /// The places, in order.
  var places: UnsafePointer<FieldPlace> { UnsafePointer(memory) }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(rawStart: Int, start: Int, end: Int, isUnquoted: Bool = false) {
    guard count < capacity else { return }
    memory[count] = FieldPlace(
      rawStart: Int32(truncatingIfNeeded: rawStart), start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: end), isUnquoted: isUnquoted)
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> FieldPlace { memory[index] }
}
