#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A temporary file beside the database for rows that memory does not have to hold.
///
/// Its name is removed as soon as it is open: whatever ends the process, nothing stays behind.
final class SpillFile: @unchecked Sendable {
  private let descriptor: Int32
  private var end: off_t = 0

  /// - Throws: `StorageError` where the folder cannot be written.
  init(beside path: String) throws(StorageError) {
    var template = Array((path + ".spill-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.error(path, errno) }
    unlink(template)
    self.path = path
  }

  private let path: String

  deinit { close(descriptor) }

  private static func error(_ path: String, _ code: Int32) -> StorageError {
    code == ENOSPC || code == EFBIG || code == EDQUOT
      ? .full(path: path) : .cannotWrite(path: path, detail: String(cString: strerror(code)))
  }

  /// Writes a block at the end.
  ///
  /// - Returns: where it begins.
  func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int {
    let start = end
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = pwrite(descriptor, base + written, bytes.count - written, end)
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(path, errno)
      }
      written += count
      end += off_t(count)
    }
    return Int(start)
  }

  /// Reads a block that `append` wrote. Several threads may read at once.
  func read(at start: Int, count: Int, into buffer: inout ByteBuffer) throws(StorageError) {
    let (descriptor, path) = (descriptor, path)
    try buffer.append(upTo: count) { (target) throws(StorageError) in
      var done = 0
      while done < count, let base = target.baseAddress {
        let got = pread(descriptor, base + done, count - done, off_t(start + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { throw Self.error(path, got < 0 ? errno : EIO) }
        done += got
      }
      return count
    }
  }
}
