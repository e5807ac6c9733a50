#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum FileExistence {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func remove(_ path: String) { unlink(path) }

  /// Removes a database that this run made and could not fill, so that nothing half done is left.
  static func removeDatabase(_ path: String) {
    unlink(path)
    unlink(path + "-journal")
  }
}
