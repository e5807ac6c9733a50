/// A column of texts: their common beginning once, then the length and the rest of each. A missing text has length 0.
enum PackedTexts {
  static func append(
    count: Int, to buffer: inout ByteBuffer, text: (Int) -> UnsafeRawBufferPointer
  ) {
    let shared = commonPrefix(count: count, text: text)
    buffer.append(UInt64(shared.count))
    buffer.append(shared)
    var lengths = [Int64](repeating: 0, count: count)
    var total = 0
    for index in 0..<count {
      let bytes = text(index)
      // The length counts one more, so that 0 stays free for a missing text.
      lengths[index] = bytes.count == 0 ? 0 : Int64(bytes.count - shared.count + 1)
      total += max(0, Int(lengths[index]) - 1)
    }
    lengths.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) }
    buffer.append(UInt64(total))
    buffer.reserve(total + 8)
    for index in 0..<count where lengths[index] > 1 {
      let bytes = text(index)
      buffer.appendReserved(UnsafeRawBufferPointer(rebasing: bytes[shared.count...]))
    }
  }

  private static func commonPrefix(
    count: Int, text: (Int) -> UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    var shared: UnsafeRawBufferPointer?
    for index in 0..<count {
      let bytes = text(index)
      guard bytes.count > 0 else { continue }
      guard let known = shared else {
        shared = bytes
        continue
      }
      var length = 0
      let limit = min(known.count, bytes.count)
      while length < limit, known[length] == bytes[length] { length += 1 }
      shared = UnsafeRawBufferPointer(rebasing: known[..<length])
      if length == 0 { break }
    }
    return shared ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Reads all texts of a column into `arena` and gives their places there; a missing text has length 0.
  static func read(
    _ reading: inout ByteReading, count: Int, into arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) -> [TextPlace] {
    let shared = try reading.run(try reading.count(limit: 1 << 24))
    let lengths = try PackedColumn.View(&reading, count: count)
    let total = try reading.count(limit: 1 << 40)
    let data = try reading.run(total)
    var places: [TextPlace] = []
    places.reserveCapacity(count)
    arena.reserve(total + count * shared.count)
    var offset = 0
    for index in 0..<count {
      let length = Int(lengths[index]) - 1
      guard length >= 0 else {
        places.append(TextPlace())
        continue
      }
      guard offset + length <= total else { throw ByteReading.Damaged() }
      places.append(TextPlace(start: arena.count, count: shared.count + length))
      arena.appendReserved(shared)
      arena.appendReserved(UnsafeRawBufferPointer(rebasing: data[offset..<offset + length]))
      offset += length
    }
    return places
  }
}

/// Where a text lies in an arena; a length of 0 is no text.
struct TextPlace: Equatable {
  var start: UInt32 = 0
  var count: UInt32 = 0

  init() {}

  /// An arena never holds more than 4 GiB: a partition is cut before.
  init(start: Int, count: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
  }
}

extension ByteBuffer {
  @inline(__always)
  func text(_ place: TextPlace) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: memory + Int(place.start), count: Int(place.count))
  }

  /// Appends a text for which `reserve` made room.
  @inline(__always)
  mutating func appendText(_ text: UnsafeRawBufferPointer) -> TextPlace {
    let start = count
    appendReserved(text)
    return TextPlace(start: start, count: text.count)
  }

  func string(_ place: TextPlace) -> String? {
    place.count == 0 ? nil : String(decoding: text(place), as: UTF8.self)
  }
}
