import TriageModel

/// A piece of text that remembers what in it came from input and which of its numbers are fields.
///
/// Renderers escape names for their format; numbers of a message can be traced to JSON.
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  public enum Piece: Hashable, Sendable {
    /// Words of the report itself.
    case plain(String)
    /// Text from a file: a name, or a sentence with names in it.
    case name(String)
    /// A number, with the path of its JSON field.
    case figure(String, field: String)
  }

  public var pieces: [Piece]

  public init(pieces: [Piece]) { self.pieces = pieces }
  public init(stringLiteral value: String) { pieces = value.isEmpty ? [] : [.plain(value)] }
  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }
  public init(_ plain: String) { self.init(stringLiteral: plain) }

  /// A name from a file; nil and blank are said.
  public static func name(_ name: String?) -> Phrase {
    guard let name, name.contains(where: { !$0.isWhitespace }) else { return "(blank)" }
    return Phrase(pieces: [.name(name)])
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.plain(literal)) }
    }
    public mutating func appendInterpolation(_ plain: String) { appendLiteral(plain) }
    public mutating func appendInterpolation(_ phrase: Phrase) { pieces += phrase.pieces }
    public mutating func appendInterpolation(name: String?) { pieces += Phrase.name(name).pieces }
    /// A name cut to a number of characters.
    public mutating func appendInterpolation(name: String?, limit: Int) {
      let cut = name.map { $0.count > limit ? $0.prefix(limit - 1) + "…" : $0 }
      pieces += Phrase.name(cut).pieces
    }
    public mutating func appendInterpolation(_ figure: String, field: String) {
      pieces.append(.figure(figure, field: field))
    }
  }

  /// Text that is safe on a terminal and in a plain file.
  public var plainText: String {
    pieces.map { piece in
      switch piece {
      case .plain(let text), .figure(let text, _): text
      case .name(let name): Phrase.printable(name)
      }
    }.joined()
  }

  /// The numbers of the phrase with the paths of their fields.
  public var figures: [(text: String, field: String)] {
    pieces.compactMap { piece in
      if case .figure(let text, let field) = piece { (text, field) } else { nil }
    }
  }

  public static func joined(_ phrases: [Phrase], separator: String) -> Phrase {
    var pieces: [Piece] = []
    for (index, phrase) in phrases.enumerated() {
      if index > 0 { pieces.append(.plain(separator)) }
      pieces += phrase.pieces
    }
    return Phrase(pieces: pieces)
  }

  public static func + (left: Phrase, right: Phrase) -> Phrase { Phrase(pieces: left.pieces + right.pieces) }

  /// One line without control or bidirectional-control characters; line breaks and tabs become spaces.
  static func printable(_ text: String, limit: Int = 400) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBreak = scalar == "\n" || scalar == "\r" || scalar == "\t"
      line.append(isBreak ? " " : scalar)
    }
    return PrintableText.cut(String(line), limit: limit)
  }
}
