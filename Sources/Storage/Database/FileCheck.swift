internal import TriageModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks at a database file before SQLite does, so that a foreign file is refused with its bytes untouched.
enum FileCheck {
  private static let headerBytes = 100
  private static let magic = Array("SQLite format 3\u{0}".utf8)

  /// Checks that the file may be opened.
  ///
  /// - Returns: the version of its tables; nil where the database has to be made: there is no file, or an empty one.
  static func inspect(path: String, create: Bool) throws(StorageError) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .cannotWrite(path: path, detail: String(cString: strerror(errno))) }
      if create { return nil }
      throw .notFound(path: path)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
    if status.st_size == 0 {
      if create { return nil }
      throw .notADatabase(path: path)
    }
    return try inspectHeader(path: path, size: Int(status.st_size))
  }

  /// Whether an interrupted write left a journal beside the database.
  static func hasJournal(path: String) -> Bool {
    var status = stat()
    return stat(path + "-journal", &status) == 0 && status.st_size > 0
  }

  private static func inspectHeader(path: String, size: Int) throws(StorageError) -> Int {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, detail: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: headerBytes)
    let count = pread(descriptor, &header, headerBytes, 0)
    guard count == headerBytes, Array(header.prefix(magic.count)) == magic else { throw .notADatabase(path: path) }
    guard number(header, at: 68) == TriageDatabase.applicationID else { throw .foreign(path: path) }
    if number(header, at: 60) > TriageDatabase.schemaVersion { throw .newer(path: path) }
    let rawPageSize = Int(header[16]) << 8 | Int(header[17])
    let pageSize = rawPageSize == 1 ? 65_536 : rawPageSize
    let expected = number(header, at: 28) * pageSize
    if size < expected {
      throw .damaged(path: path, detail: "\(size) bytes of \(expected): the file is cut off")
    }
    return number(header, at: 60)
  }

  /// A 32-bit big-endian number.
  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
