/// Where a field lies.
@usableFromInline
struct FieldPlace {
  /// Where the field starts in the window, its opening quote included.
  var rawStart: Int32
  @usableFromInline var start: Int32
  @usableFromInline var end: Int32
  @usableFromInline var isUnquoted: Bool

  /// Places in a window, which is far smaller than 2 GiB.
  @inline(__always)
  init(rawStart: Int, start: Int, end: Int, isUnquoted: Bool) {
    self.rawStart = Int32(truncatingIfNeeded: rawStart)
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.isUnquoted = isUnquoted
  }
}

/// Where the fields of one record lie, or those of many one behind the other; has room for one field more than a record
/// may have.
///
/// Owns its memory; every position is checked against `count` by the reader before it is used.
struct FieldTable: ~Copyable {
  let capacity: Int
  private let base: UnsafeMutablePointer<FieldPlace>
  /// Fields of all records that it has room for.
  private let room: Int
  /// Where the record's fields begin.
  private var memory: UnsafeMutablePointer<FieldPlace>
  private(set) var count = 0

  /// - Parameter room: how many fields of earlier records it holds beside those of one record.
  init(capacity: Int, room: Int = 0) {
    self.capacity = capacity
    self.room = capacity + room
    base = .allocate(capacity: capacity + room)
    memory = base
  }

  deinit { base.deallocate() }

  /// The places, in order.
  var places: UnsafePointer<FieldPlace> { UnsafePointer(memory) }

  mutating func removeAll() { count = 0 }

  /// An empty list of the record's fields, for a scan that keeps it apart from the reader.
  var list: FieldList { FieldList(memory: memory, capacity: capacity) }

  /// Takes the fields of such a list.
  mutating func take(_ list: FieldList) { count = list.count }

  @inline(__always)
  mutating func append(rawStart: Int, start: Int, end: Int, isUnquoted: Bool = false) {
    guard count < capacity else { return }
    memory[count] = FieldPlace(rawStart: rawStart, start: start, end: end, isUnquoted: isUnquoted)
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> FieldPlace { memory[index] }

  // MARK: Many records

  /// Where the record's fields begin among those of all records.
  var start: Int { memory - base }

  /// Whether another record can be taken.
  var hasRoom: Bool { start + capacity <= room }

  /// Keeps the record's fields and goes on behind them.
  mutating func keep() {
    memory += count
    count = 0
  }

  /// Goes to the fields of a record that was kept.
  @inline(__always)
  mutating func show(start: Int, count: Int) {
    memory = base + start
    self.count = count
  }

  /// Forgets the fields of all records.
  mutating func restart() { show(start: 0, count: 0) }
}
