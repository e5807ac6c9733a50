import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes files whole: into a temporary file in the same folder, then renamed.
enum OutputFile {
  /// Makes the folder and those above it.
  static func makeFolder(_ path: String) throws {
    var built = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      built += (built.isEmpty || built.hasSuffix("/") ? "" : "/") + part
      if mkdir(built, 0o777) != 0, errno != EEXIST { throw failure(path, errno) }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw failure(path, ENOTDIR) }
  }

  static func write(_ text: String, to path: String) throws {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
      throw Failure(
        .cannotCreate,
        [
          Diagnostic(
            code: "symbolic-link", position: SourcePosition(file: path),
            message: "this is a symbolic link; nothing was written through it", remedy: "Remove it first.")
        ])
    }
    let temporary = path + ".tmp\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    do {
      try Terminal.write(text, to: descriptor)
      guard fsync(descriptor) == 0 else { throw failure(path, errno) }
      close(descriptor)
      guard rename(temporary, path) == 0 else { throw failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    Failure(
      code == ENOSPC || code == EIO ? .ioError : .cannotCreate,
      [
        Diagnostic(
          code: "cannot-write", position: SourcePosition(file: path),
          message: "cannot be written: \(String(cString: strerror(code)))",
          remedy: "Check the folder's permissions and the free space.")
      ])
  }
}
