import CXlsxwriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a workbook could not be written.
public enum WorkbookError: Error, Hashable, Sendable {
  /// A limit of the file format, or a disk that is full; `message` is the library's.
  case failed(message: String)
}

/// Writes workbooks as XLSX files.
public enum WorkbookFile {
  /// Writes `workbook` to `path`, replacing what is there.
  ///
  /// - Parameter temporaryFolder: where the library keeps parts of the file while it writes.
  /// - Throws: `WorkbookError`.
  public static func write(_ workbook: Workbook, to path: String, temporaryFolder: String) throws(WorkbookError) {
    guard let folder = strdup(temporaryFolder) else { throw .failed(message: "no memory") }
    defer { free(folder) }
    var options = lxw_workbook_options(constant_memory: 0, tmpdir: folder, use_zip64: 0)
    guard let file = workbook_new_opt(path, &options) else { throw .failed(message: "no memory") }
    var writing = WorkbookWriting(file: file)
    writing.write(workbook)
    let closed = workbook_close(file)
    let code = writing.failure ?? closed
    guard code == LXW_NO_ERROR else {
      throw .failed(message: lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)")
    }
  }
}
