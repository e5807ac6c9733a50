/// The end of a text that is being written, apart from its arena: many short parts are added without a look at it.
struct OpenText {
  private(set) var place: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>

  init(place: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>) {
    self.place = place
    self.end = end
  }

  /// Adds to the text; never beyond the arena's memory.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard place < end else { return }
    place.pointee = byte
    place += 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, bytes.count <= end - place else { return }
    ByteSearch.copy(base, to: place, count: bytes.count)
    place += bytes.count
  }
}
