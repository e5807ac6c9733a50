#if canImport(Glibc)
  internal import CLinux
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

  /// The next multiple of `step`.
  static func padded(_ count: Int, to step: Int) -> Int { (count + step - 1) / step * step }

  /// Writes a block at the end, and as many bytes behind it as make it a multiple of `step`: blocks of one size lie on
  /// memory pages of their own, so that `release` gives back whole ones.
  ///
  /// - Returns: where it begins.
  func append(_ block: inout ByteBuffer, multipleOf step: Int) throws(StorageError) -> Int {
    let start = end
    let total = Self.padded(block.count, to: step)
    block.reserve(total - block.count)
    var written = 0
    while written < total {
      let count = pwrite(descriptor, block.memory + written, total - written, end)
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(path, errno)
      }
      written += count
      end += off_t(count)
    }
    return Int(start)
  }

  /// Gives back what a block takes on the disk and in the system's memory: nobody reads it again.
  ///
  /// What is written next then finds warm memory instead of fresh one. Where the file system has no holes, nothing
  /// happens until the file is closed.
  func release(at start: Int, count: Int) {
    #if canImport(Glibc)
      _ = fallocate(
        descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, off_t(start), off_t(count))
    #endif
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
