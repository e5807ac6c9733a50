#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder or a file that cannot be written.
struct SampleFolderError: Error, CustomStringConvertible {
  let path: String
  let code: Int32

  var description: String { "\(path): cannot be written: \(String(cString: strerror(code)))" }
}

/// The folder that the files go to.
struct SampleFolder {
  private let path: String

  /// Makes the folder where it is missing.
  init(_ path: String) throws(SampleFolderError) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SampleFolderError(path: path, code: errno) }
    self.path = path
  }

  /// Makes a file, or empties it.
  func open(_ name: String) throws(SampleFolderError) -> SampleSink {
    try SampleSink("\(path)/\(name)")
  }
}

/// An open file that takes chunks; closed with its last reference.
final class SampleSink {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(SampleFolderError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw SampleFolderError(path: path, code: errno) }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(SampleFolderError) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw SampleFolderError(path: path, code: errno)
      }
      start += count
    }
  }
}
