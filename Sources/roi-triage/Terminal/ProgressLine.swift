import Importer
import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One line on a terminal's standard error that shows how far an import is: share, MB/s, time left.
///
/// Nothing is written where standard error is no terminal.
final class ProgressLine {
  private let files: [(name: String, bytes: Int64?)]
  private let isShown: Bool
  private let start: Double
  private var lastShown: Double

  init(files: [String], quiet: Bool) {
    self.files = files.map { path in
      var status = stat()
      let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      return (path, isFile ? Int64(status.st_size) : nil)
    }
    isShown = Terminal.errorIsTerminal && !quiet
    start = ProgressLine.now()
    lastShown = start
  }

  func show(_ state: Importer.Progress) {
    guard isShown else { return }
    switch state {
    case .reading(let index, let bytes, let rows): show(file: index, bytes: bytes, rows: rows)
    case .storing(let share): show("\rstoring  \(Int(share * 100)) %")
    }
  }

  private func show(file index: Int, bytes: Int64, rows: Int64) {
    let now = ProgressLine.now()
    let before = files[..<index].reduce(Int64(0)) { $0 + ($1.bytes ?? 0) }
    let rate = Double(before + bytes) / max(now - start, 0.001)
    var text =
      "\r\(PrintableText.cut(String(files[index].name.suffix(40))))  \(ImportWords.grouped(rows)) rows  \(tenths(Double(bytes) / 1e6)) MB  \(tenths(rate / 1e6)) MB/s"
    let total = files.reduce(Int64(0)) { $0 + ($1.bytes ?? 0) }
    if files.allSatisfy({ $0.bytes != nil }), total > 0 {
      let left = Double(total - before - bytes) / max(rate, 1)
      text += "  \((before + bytes) * 100 / total) %  \(tenths(left)) s left"
    }
    show(text)
  }

  private func show(_ text: String) {
    let now = ProgressLine.now()
    guard now - lastShown > 0.2 else { return }
    lastShown = now
    try? Terminal.write(text + "\u{1B}[K", to: STDERR_FILENO)
  }

  /// Removes the line.
  func finish() {
    if isShown { try? Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }

  private func tenths(_ number: Double) -> String {
    let scaled = Int((number * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
