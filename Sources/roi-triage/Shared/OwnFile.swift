/// Tells files that this tool wrote from those of others, by the marks that its formats carry.
enum OwnFile {
  /// Bytes at the start of a file that hold its mark.
  private static let window = 4096

  /// Whether the file at `path` may be replaced by `content`: it is missing, empty, or the tool's own.
  static func mayReplace(_ path: String, with content: ReportFile.Content) -> Bool {
    guard FileExistence.exists(path) else { return true }
    guard let bytes = try? FileReading.start(of: path, count: window) else { return false }
    if bytes.isEmpty { return true }
    switch content {
    case .workbook: return isWorkbook(bytes)
    case .text(let text): return isOwn(String(decoding: bytes, as: UTF8.self), path: path, new: text)
    }
  }

  private static func isOwn(_ start: String, path: String, new: String) -> Bool {
    switch path.split(separator: ".").last?.lowercased() {
    case "md": start.hasPrefix("<!-- roi-triage:") || start.hasPrefix("# AI spend triage, ")
    case "json": start.hasPrefix("{\n  \"format\": ") && start.contains("\"name\": \"roi-triage\"")
    // A CSV file carries no mark but its header.
    case "csv": isSameTable(firstLine(start), firstLine(new))
    case "html", "svg": start.contains("roi-triage")
    default: false
    }
  }

  /// The start of a workbook as libxlsxwriter writes it: a compressed first entry without flags, of 1 January 1980.
  ///
  /// Office programs set flags or the time, so that a workbook which somebody has saved again is not taken for the
  /// tool's own.
  private static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: workbookStart) }

  private static let workbookStart: [UInt8] = [
    0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0, 0x08, 0, 0, 0, 0x21, 0,
  ]

  /// Whether the headers are equal, or differ by the columns of a comparison at the end of one.
  private static func isSameTable(_ left: Substring, _ right: Substring) -> Bool {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    return left == right || !short.isEmpty && long.hasPrefix(short + ",comparison_")
  }

  private static func firstLine(_ text: String) -> Substring {
    text.prefix { !$0.isNewline }
  }
}
