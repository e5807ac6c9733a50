import Reporter
import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output and standard error: results go to the one, messages and progress to the other.
enum Terminal {
  static func output(_ text: String) throws { try write(text, to: STDOUT_FILENO) }

  /// A message on standard error; if nobody can read it there is nobody to tell.
  static func message(_ text: String) { try? write(text + "\n", to: STDERR_FILENO) }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// How verdicts are marked on standard output: in colour on a terminal that has colours and may use them.
  static var marks: AnswerText.Marks {
    guard outputIsTerminal else { return .words }
    func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    if value("TERM") == "dumb" { return .words }
    return value("NO_COLOR").isEmpty ? .colours : .glyphs
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal on standard output; 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
    return Int(size.ws_col)
  }

  static func write(_ text: String, to descriptor: Int32) throws {
    let bytes = Array(text.utf8)
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
        throw Failure(
          .ioError, [.init(code: "write-failed", message: "cannot write: \(String(cString: strerror(errno)))")])
      }
      start += count
    }
  }
}
