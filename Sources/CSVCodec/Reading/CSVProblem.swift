public import TriageModel

/// What is wrong with one record.
public struct CSVProblem: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case quoteInField = "quote-in-field"
    case textAfterQuote = "text-after-quote"
    case unclosedQuote = "unclosed-quote"
    case tooFewFields = "too-few-fields"
    case tooManyFields = "too-many-fields"
    case cutOff = "cut-off"
    case badUTF8 = "bad-utf8"
    case windows1252 = "windows-1252"
    case nulByte = "nul-byte"
    case fieldTooLong = "field-too-long"
    case tooManyColumns = "too-many-columns"
    case lineTooLong = "line-too-long"
    case repeatedHeader = "repeated-header"
  }

  public var code: Code
  /// Physical line and byte column, from 1.
  public var line: Int
  public var column: Int
  /// Offset in the uncompressed file.
  public var byte: Int
  public var value: String?
  public var message: String
  public var remedy: String?

  public func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      code: code.rawValue, position: SourcePosition(file: file, line: line, column: column, byte: byte),
      value: value.map { PrintableText.cut($0, limit: 40) }, message: message, remedy: remedy)
  }
}

/// Why a file cannot be read as CSV at all.
public enum CSVOpenError: Error, Hashable, Sendable {
  case source(ByteSourceError)
  case refused(Diagnostic)

  public var byteSourceError: ByteSourceError? {
    if case .source(let error) = self { error } else { nil }
  }

  public var diagnostic: Diagnostic {
    switch self {
    case .source(let error): error.diagnostic(file: "")
    case .refused(let diagnostic): diagnostic
    }
  }
}

/// Bounds that keep memory finite whatever a file holds.
public struct CSVLimits: Hashable, Sendable {
  public var fieldBytes = 1 << 20
  public var lineBytes = 16 << 20
  public var columns = 256

  public init() {}
}
