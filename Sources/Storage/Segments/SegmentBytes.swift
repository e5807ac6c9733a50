/// The three blobs of a segment, where they lie.
struct SegmentBlobs {
  /// The columns of `ControlColumns`.
  let control: UnsafeRawBufferPointer
  /// All other columns of numbers.
  let figures: UnsafeRawBufferPointer
  let texts: UnsafeRawBufferPointer
}

/// The blobs of a stored segment, copied out of the database.
struct SegmentBytes: Sendable {
  private let control: StoredBytes
  private let figures: StoredBytes
  private let texts: StoredBytes

  init(_ blobs: SegmentBlobs) {
    control = StoredBytes(ByteBuffer(copying: blobs.control))
    figures = StoredBytes(ByteBuffer(copying: blobs.figures))
    texts = StoredBytes(ByteBuffer(copying: blobs.texts))
  }

  /// Of use as long as the bytes are there.
  var blobs: SegmentBlobs {
    SegmentBlobs(control: control.buffer.bytes, figures: figures.buffer.bytes, texts: texts.buffer.bytes)
  }
}

/// Bytes that several threads may read.
final class StoredBytes: Sendable {
  let buffer: ByteBuffer

  init(_ buffer: consuming ByteBuffer) { self.buffer = buffer }

  static let none = StoredBytes(ByteBuffer(capacity: 0))
}
