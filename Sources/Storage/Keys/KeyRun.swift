/// A run of request keys as it is stored: in order of key, hashes as they are, import numbers packed.
enum KeyRun {
  /// Keys of a run: those of one import fill a page of 64 KiB, of which 2 % are left free.
  static let length = 2280
  private static let width = 28

  static func append(_ keys: ArraySlice<RequestKey>, to buffer: inout ByteBuffer) {
    buffer.append(UInt64(keys.count))
    buffer.reserve(keys.count * width + 8)
    for key in keys {
      buffer.appendReserved(key.key, width: 8)
      buffer.appendReserved(key.body, width: 8)
      buffer.appendReserved(key.task, width: 8)
      buffer.appendReserved(UInt64(key.check), width: 4)
    }
    let imports = keys.map { Int64($0.importID) }
    imports.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) }
    buffer.append(UInt64(0))
  }

  static func read(
    _ bytes: UnsafeRawBufferPointer, into keys: inout [RequestKey]
  ) throws(ByteReading.Damaged) {
    var reading = ByteReading(bytes)
    let count = try reading.count(limit: bytes.count / width)
    let hashes = try reading.run(count * width)
    let imports = try PackedColumn.View(&reading, count: count)
    for index in 0..<count {
      func hash(_ offset: Int) -> UInt64 {
        hashes.loadUnaligned(fromByteOffset: index * width + offset, as: UInt64.self).littleEndian
      }
      keys.append(
        RequestKey(
          key: hash(0), check: UInt32(truncatingIfNeeded: hash(20) >> 32), body: hash(8), task: hash(16),
          sequence: .max, importID: Int32(truncatingIfNeeded: imports[index])))
    }
  }
}
