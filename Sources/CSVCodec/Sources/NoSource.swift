/// A source without a byte.
struct NoSource: ByteSource {
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int { 0 }
}
