public import TriageModel

/// Something that gives bytes in order, once.
public protocol ByteSource {
  /// Reads up to `buffer.count` bytes.
  ///
  /// - Returns: how many were read; 0 = the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int
}

/// Why bytes could not be had.
public enum ByteSourceError: Error, Hashable, Sendable {
  case noSuchFile
  case isFolder
  case notReadable(detail: String)
  case readFailed(detail: String)
  /// `byte` is the offset in the compressed file.
  case gzipDamaged(detail: String, byte: Int64)
  case gzipCutOff(byte: Int64)

  public var isMissingFile: Bool { self == .noSuchFile }

  /// What is wrong with `file` and what to do.
  public func diagnostic(file: String) -> Diagnostic {
    let (code, message, remedy): (String, String, String?) =
      switch self {
      case .noSuchFile: ("no-such-file", "there is no such file", "Check the path; it is relative to this folder.")
      case .isFolder: ("is-folder", "this is a folder, not a file", "Name the CSV file in it.")
      case .notReadable(let detail): ("not-readable", "cannot be opened: \(detail)", "Check its permissions.")
      case .readFailed(let detail): ("read-failed", "reading failed: \(detail)", nil)
      case .gzipDamaged(let detail, let byte):
        ("gzip-damaged", "the gzip data is damaged at byte \(byte): \(detail)", "Get the file again.")
      case .gzipCutOff(let byte):
        ("gzip-cut-off", "the gzip data ends too early, at byte \(byte)", "Get the file again; the copy is not whole.")
      }
    return Diagnostic(code: code, position: SourcePosition(file: file), message: message, remedy: remedy)
  }
}
