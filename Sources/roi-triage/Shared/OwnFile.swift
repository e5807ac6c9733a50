/// Tells files that this tool wrote from those of others, by the marks that its formats carry.
enum OwnFile {
  /// Bytes at the start of a file that hold its mark.
  private static let window = 4096

  /// Whether the file at `path` may be replaced by `text`: it is missing, empty, or the tool's own.
  static func mayReplace(_ path: String, with text: String) -> Bool {
    guard FileExistence.exists(path) else { return true }
    guard let bytes = try? FileReading.start(of: path, count: window) else { return false }
    return bytes.isEmpty || isOwn(String(decoding: bytes, as: UTF8.self), path: path, new: text)
  }

  private static func isOwn(_ start: String, path: String, new: String) -> Bool {
    switch path.split(separator: ".").last?.lowercased() {
    case "md": start.hasPrefix("<!-- roi-triage:") || start.hasPrefix("# AI spend triage, ")
    case "json": start.hasPrefix("{\n  \"format\": ") && start.contains("\"name\": \"roi-triage\"")
    // A CSV file carries no mark but its header.
    case "csv": firstLine(start) == firstLine(new)
    case "html", "svg": start.contains("roi-triage")
    default: false
    }
  }

  private static func firstLine(_ text: String) -> Substring {
    text.prefix { !$0.isNewline }
  }
}
