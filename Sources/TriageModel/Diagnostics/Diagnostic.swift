/// A place in an input file.
public struct SourcePosition: Hashable, Sendable {
  /// The file as the user named it; `-` for standard input.
  public var file: String
  /// Physical line, from 1.
  public var line: Int?
  /// Byte column within the line, from 1.
  public var column: Int?
  /// Byte offset from the start of the (uncompressed) file.
  public var byte: Int?

  public init(file: String, line: Int? = nil, column: Int? = nil, byte: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.byte = byte
  }

  /// `usage.csv:12:7`.
  public var text: String {
    var text = file
    if let line { text += ":\(line)" }
    if line != nil, let column { text += ":\(column)" }
    return text
  }
}

/// One thing to tell the user: what, where, why, and what to do. Printing it is the command's work.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  public var severity: Severity
  /// A stable machine name: `bad-number`.
  public var code: String
  public var position: SourcePosition?
  /// The column's name in the header, or the key's path in the policy.
  public var field: String?
  /// The offending text, cut to a printable length.
  public var value: String?
  /// What is wrong, one sentence without a final stop.
  public var message: String
  /// What to do about it.
  public var remedy: String?

  public init(
    severity: Severity = .error, code: String, position: SourcePosition? = nil, field: String? = nil,
    value: String? = nil, message: String, remedy: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.position = position
    self.field = field
    self.value = value
    self.message = message
    self.remedy = remedy
  }

  /// One or two lines of plain text: `usage.csv:12:7: error: cost_usd "1,2": not a number [bad-number]`.
  public var text: String {
    var text = position.map { "\($0.text): " } ?? ""
    text += "\(severity.rawValue): "
    if let field { text += field }
    if let value { text += (field == nil ? "" : " ") + "\"\(value)\"" }
    if field != nil || value != nil { text += ": " }
    text += "\(message) [\(code)]"
    if let remedy { text += "\n  \(remedy)" }
    return text
  }
}
