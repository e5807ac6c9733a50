import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that grows under a name of its own beside its final one, and takes that when it is whole.
struct UnfinishedFile {
  let finalPath: String
  /// Whether the file never gets its name: it then lies with the system's temporary files.
  var isForTrial = false
  private static let mark = ".unfinished-"

  var path: String {
    guard isForTrial else { return "\(finalPath)\(Self.mark)\(getpid())" }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    return "\(folder)/roi-triage-trial-\(getpid()).db"
  }

  private var folder: String {
    let parts = finalPath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return parts.isEmpty ? "." : parts.count == 1 && parts[0].isEmpty ? "/" : parts.joined(separator: "/")
  }

  func remove() { FileExistence.removeDatabase(path) }

  /// Removes what runs left that were killed: files whose process is gone.
  func removeAbandoned() {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    let name = finalPath.split(separator: "/").last.map(String.init) ?? finalPath
    while let entry = readdir(listing) {
      let found = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard found.hasPrefix(name + Self.mark) else { continue }
      let number = found.dropFirst(name.count + Self.mark.count).prefix { $0.isNumber }
      guard let process = pid_t(number), kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink(folder + "/" + found)
    }
  }

  /// Brings the bytes to disk and gives the file its final name, unless something has taken that meanwhile.
  func takeFinalName() throws {
    try synchronise(path)
    if link(path, finalPath) != 0 {
      let code = errno
      guard code == EPERM || code == ENOTSUP || code == EOPNOTSUPP, !FileExistence.exists(finalPath) else {
        throw failure(code)
      }
      // A file system without hard links.
      guard rename(path, finalPath) == 0 else { throw failure(errno) }
    } else {
      unlink(path)
    }
    try synchronise(folder)
  }

  private func synchronise(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno) }
  }

  private func failure(_ code: Int32) -> Failure {
    let isTaken = code == EEXIST
    return Failure(
      isTaken ? .busy : code == ENOSPC || code == EIO || code == EDQUOT ? .ioError : .cannotCreate,
      [
        Diagnostic(
          code: isTaken ? "made-meanwhile" : "cannot-write", position: SourcePosition(file: finalPath),
          message: isTaken
            ? "another run has made this database meanwhile" : "cannot be written: \(String(cString: strerror(code)))",
          remedy: isTaken ? "Run the import again." : "Check the folder's permissions and the free space.")
      ])
  }
}
