/// Where the fields of a record lie, while they are found.
struct FieldList {
  private let memory: UnsafeMutablePointer<FieldPlace>
  private let capacity: Int
  private(set) var count = 0

  init(memory: UnsafeMutablePointer<FieldPlace>, capacity: Int) {
    self.memory = memory
    self.capacity = capacity
  }

  @inline(__always)
  mutating func append(rawStart: Int, start: Int, end: Int, isUnquoted: Bool = false) {
    guard count < capacity else { return }
    memory[count] = FieldPlace(rawStart: rawStart, start: start, end: end, isUnquoted: isUnquoted)
    count += 1
  }
}
