#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a file, or standard input for the path `-`.
public final class FileSource: ByteSource {
  private let descriptor: Int32
  private let closesDescriptor: Bool
  /// Size of a regular file; nil for pipes and standard input.
  public let byteCount: Int64?

  public init(path: String) throws(ByteSourceError) {
    if path == "-" {
      descriptor = STDIN_FILENO
      closesDescriptor = false
      byteCount = nil
      return
    }
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR
        ? .noSuchFile : .notReadable(detail: String(cString: strerror(code)))
    }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw .isFolder
    }
    descriptor = opened
    closesDescriptor = true
    byteCount = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw .readFailed(detail: String(cString: strerror(errno))) }
    }
  }
}
