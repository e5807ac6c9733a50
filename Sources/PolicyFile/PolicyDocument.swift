import TriageModel
import Yams

/// Reads YAML or JSON text as a tree of `PolicyValue`.
///
/// The parser stops at the first key that a mapping has twice. To find all problems of a file at once, the earlier
/// of the two keys is marked with a private-use character and the text is parsed again; the tree has the names and
/// places of the original text, both keys included.
struct PolicyDocument {
  /// Nothing in a policy comes near these; they bound the work that a hostile file can cause.
  private static let maximumBytes = 1 << 20
  private static let maximumValues = 200_000
  private static let maximumDuplicates = 50

  private let file: String
  private let lines: LineTable
  /// Lines of `text`, which marks have changed.
  private var markedLines: LineTable
  /// Places of marked keys in the original text: line → scalar columns, ascending.
  private var markedKeys: [Int: [Int]] = [:]
  private var text: String

  private init(text: String, file: String) {
    self.file = file
    self.text = text
    lines = LineTable(text)
    markedLines = lines
  }

  /// The root value; nil if the text holds comments and blanks alone.
  static func parse(_ text: String, file: String) throws(PolicyError) -> PolicyValue? {
    guard text.utf8.count <= maximumBytes else {
      throw .invalid([
        Diagnostic(
          code: "policy-too-large", position: SourcePosition(file: file), message: "larger than 1 MiB",
          remedy: "This is hardly a policy. `roi-triage policy init` writes one to start from.")
      ])
    }
    let withoutMark = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    var document = PolicyDocument(text: withoutMark, file: file)
    return try document.root()
  }

  private mutating func root() throws(PolicyError) -> PolicyValue? {
    var marked: [Diagnostic] = []
    while true {
      do {
        // Every scalar is taken as its text: what looks like a number or a date is found out where it is used.
        guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else { return nil }
        var budget = Self.maximumValues
        return try value(node, budget: &budget)
      } catch let error as PolicyError {
        throw error
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        marked.append(duplicate(names.first ?? "", context.mark))
        guard marked.count <= Self.maximumDuplicates, markKey(context.mark, number: marked.count) else {
          throw .invalid(marked)
        }
      } catch {
        throw .invalid(marked + [syntaxProblem(error)])
      }
    }
  }

  private func duplicate(_ name: String, _ mark: Mark) -> Diagnostic {
    Diagnostic(
      code: "duplicate-key", position: position(mark), field: PrintableText.cut(name), message: "given twice",
      remedy: "Keep one of the two.")
  }

  /// Puts a private-use character in front of the key's text; false if the place is not in the text.
  private mutating func markKey(_ mark: Mark, number: Int) -> Bool {
    guard let marker = Unicode.Scalar(UInt32(0xE000 + number)),
      var index = markedLines.index(line: mark.line, column: mark.column)
    else { return false }
    let original = originalColumn(mark)
    if text.unicodeScalars[index] == "\"" || text.unicodeScalars[index] == "'" {
      index = text.unicodeScalars.index(after: index)
    }
    text.unicodeScalars.insert(marker, at: index)
    markedLines = LineTable(text)
    markedKeys[mark.line, default: []].append(original)
    markedKeys[mark.line]?.sort()
    return true
  }

  private func originalColumn(_ mark: Mark) -> Int {
    var shift = 0
    for column in markedKeys[mark.line] ?? [] where mark.column - shift > column { shift += 1 }
    return mark.column - shift
  }

  private func place(_ mark: Mark?) -> Place {
    guard let mark else { return Place(line: 1, column: 1) }
    return lines.place(line: mark.line, column: originalColumn(mark))
  }

  private func position(_ mark: Mark) -> SourcePosition {
    let place = place(mark)
    return SourcePosition(file: file, line: place.line, column: place.column)
  }

  private func value(_ node: Node, budget: inout Int) throws(PolicyError) -> PolicyValue {
    budget -= 1
    guard budget > 0 else {
      throw .invalid([
        Diagnostic(
          code: "policy-too-large", position: node.mark.map(position), message: "more than 200,000 values",
          remedy: "Write the values out instead of repeating them through `*` references.")
      ])
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return PolicyValue(content: .scalar(text(of: scalar), isPlain: isPlain), place: place(scalar.mark))
    case .sequence(let sequence):
      var items: [PolicyValue] = []
      for item in sequence { items.append(try value(item, budget: &budget)) }
      return PolicyValue(content: .list(items), place: place(sequence.mark))
    case .mapping(let mapping):
      var entries: [PolicyValue.Entry] = []
      for (key, item) in mapping {
        let key = unmarked(try value(key, budget: &budget), key.mark)
        entries.append(PolicyValue.Entry(key: key, value: try value(item, budget: &budget)))
      }
      return PolicyValue(content: .mapping(entries), place: place(mapping.mark))
    case .alias(let alias):
      // The parser puts the referenced value in place of a reference; this case is for trees made in code.
      return PolicyValue(content: .scalar("", isPlain: true), place: place(alias.mark))
    }
  }

  /// The scalar's text with a leading U+FEFF, which the parser's text decoding drops on some platforms.
  private func text(of scalar: Node.Scalar) -> String {
    guard scalar.style == .doubleQuoted, let mark = scalar.mark,
      scalar.string.unicodeScalars.first != "\u{FEFF}", character(mark) == "\"",
      let start = markedLines.index(line: mark.line, column: mark.column + 1)
    else { return scalar.string }
    let source = text.unicodeScalars[start...]
    let escape = String(String.UnicodeScalarView(source.prefix(6)))
    guard source.first == "\u{FEFF}" || escape.lowercased() == "\\ufeff" else { return scalar.string }
    return "\u{FEFF}" + scalar.string
  }

  private func unmarked(_ key: PolicyValue, _ mark: Mark?) -> PolicyValue {
    guard let mark, case .scalar(let text, let isPlain) = key.content,
      markedKeys[mark.line]?.contains(originalColumn(mark)) == true
    else { return key }
    var key = key
    key.content = .scalar(String(text.unicodeScalars.dropFirst()), isPlain: isPlain)
    return key
  }

  private func syntaxProblem(_ error: any Error) -> Diagnostic {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      let words = SyntaxWords(problem: problem, character: character(mark))
      return Diagnostic(
        code: "not-yaml", position: position(mark), message: words.message, remedy: words.remedy)
    case YamlError.reader(_, _, let value, _):
      let found = lines.firstUnprintable()
      let scalar = value > 0 ? "character U+\(String(value, radix: 16, uppercase: true))" : "a control character"
      return Diagnostic(
        code: "not-yaml",
        position: SourcePosition(file: file, line: found?.line, column: found?.column),
        message: "\(scalar) cannot stand in a policy", remedy: "Save the file as plain UTF-8 text.")
    default:
      return Diagnostic(
        code: "not-yaml", position: SourcePosition(file: file), message: "cannot be read as YAML or JSON",
        remedy: "`roi-triage policy init` writes a policy to start from.")
    }
  }

  private func character(_ mark: Mark) -> Unicode.Scalar? {
    markedLines.index(line: mark.line, column: mark.column).map { text.unicodeScalars[$0] }
  }
}
