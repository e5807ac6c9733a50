import TriageModel
import Workbook

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
    try replace(path) { _, descriptor in try Terminal.write(text, to: descriptor) }
  }

  static func write(_ workbook: Workbook, to path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try replace(path) { temporary, _ in
      do throws(WorkbookError) {
        try WorkbookFile.write(workbook, to: temporary, temporaryFolder: folder)
      } catch {
        switch error {
        case .failed(let message): throw failure(path, reason: message, .ioError)
        }
      }
    }
  }

  /// Gives a file its name once `body` has filled it: by the descriptor, or by its temporary name.
  private static func replace(_ path: String, _ body: (_ temporary: String, _ descriptor: Int32) throws -> Void) throws
  {
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
      defer { close(descriptor) }
      try body(temporary, descriptor)
      guard fsync(descriptor) == 0 else { throw failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw failure(path, code)
    }
  }

  /// A file that is written piece by piece and gets its name when it is whole.
  final class Stream {
    private let path: String
    private let temporary: String
    private var descriptor: Int32

    /// - Parameter ownHeader: a file that is there already is replaced only if it begins with this.
    init(path: String, ownHeader: String) throws {
      self.path = path
      temporary = path + ".tmp\(getpid())"
      descriptor = -1
      try Stream.refuseForeign(path, ownHeader: ownHeader)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw OutputFile.failure(path, errno) }
    }

    deinit {
      guard descriptor >= 0 else { return }
      close(descriptor)
      unlink(temporary)
    }

    func write(_ text: String) throws { try Terminal.write(text, to: descriptor) }

    func finish() throws {
      guard fsync(descriptor) == 0 else { throw OutputFile.failure(path, errno) }
      close(descriptor)
      descriptor = -1
      guard rename(temporary, path) == 0 else {
        let code = errno
        unlink(temporary)
        throw OutputFile.failure(path, code)
      }
    }

    private static func refuseForeign(_ path: String, ownHeader: String) throws {
      var status = stat()
      guard lstat(path, &status) == 0 else { return }
      var isOwn = false
      if status.st_mode & S_IFMT == S_IFREG {
        let bytes = try FileReading.start(of: path, count: ownHeader.utf8.count)
        isOwn = bytes.isEmpty || bytes == Array(ownHeader.utf8)
      }
      guard !isOwn else { return }
      throw Failure(
        .cannotCreate,
        [
          Diagnostic(
            code: "not-overwritten", position: SourcePosition(file: path),
            message: "something else is there already; it was left as it is",
            remedy: "Name another file, or move this one away.")
        ])
    }
  }

  fileprivate static func failure(_ path: String, _ code: Int32) -> Failure {
    failure(path, reason: String(cString: strerror(code)), code == ENOSPC || code == EIO ? .ioError : .cannotCreate)
  }

  private static func failure(_ path: String, reason: String, _ status: ExitStatus) -> Failure {
    Failure(
      status,
      [
        Diagnostic(
          code: "cannot-write", position: SourcePosition(file: path), message: "cannot be written: \(reason)",
          remedy: "Check the folder's permissions and the free space.")
      ])
  }
}
