/// A page read by a strict parser of its own: every tag balanced, every attribute quoted, nothing raw in text.
struct ReadPage {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// All text inside, unescaped.
    var text = ""
    var children: [Int] = []
    var parent: Int?
  }

  private(set) var elements: [Element] = []
  private(set) var problems: [String] = []
  /// Open elements, outermost first.
  private var open: [Int] = []
  private var rest: Substring.UnicodeScalarView

  private static let void: Set<String> = ["meta", "br", "img", "input", "link", "hr", "col"]
  /// Their content is no markup.
  private static let raw: Set<String> = ["style", "script"]

  init(_ html: String) {
    rest = Substring(html).unicodeScalars
    if !take("<!DOCTYPE html>") { problems.append("no document type") }
    while !rest.isEmpty { step() }
    if !open.isEmpty { problems.append("\(open.map { elements[$0].name }) are not closed") }
  }

  // MARK: Questions

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func with(_ attribute: String) -> [Element] { elements.filter { $0.attributes[attribute] != nil } }

  func children(_ element: Element) -> [Element] { element.children.map { elements[$0] } }

  func descendants(_ element: Element, _ name: String) -> [Element] {
    element.children.flatMap { child -> [Element] in
      (elements[child].name == name ? [elements[child]] : []) + descendants(elements[child], name)
    }
  }

  func ancestors(_ element: Element) -> [Element] {
    var found: [Element] = []
    var parent = element.parent
    while let index = parent {
      found.append(elements[index])
      parent = elements[index].parent
    }
    return found
  }

  /// Cells of the rows of a table, head first.
  func rows(_ table: Element) -> [[Element]] {
    descendants(table, "tr").map { row in children(row).filter { $0.name == "th" || $0.name == "td" } }
  }

  // MARK: Reading

  private mutating func step() {
    if take("</") { return close() }
    if rest.first == "<" { return start() }
    text()
  }

  private mutating func text() {
    let run = rest.prefix { $0 != "<" }
    rest = rest[run.endIndex...]
    let text = unescaped(String(run))
    for index in open { elements[index].text += text }
  }

  private mutating func start() {
    rest.removeFirst()
    let name = word()
    if name.isEmpty { problems.append("a bare < before \(String(rest.prefix(20)))") }
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      if take("/>") {
        add(name, attributes)
        return
      }
      if take(">") { break }
      let attribute = word()
      guard !attribute.isEmpty, take("=\"") else {
        problems.append("<\(name) has an attribute without quotes at \(String(rest.prefix(20)))")
        rest = rest.dropFirst()
        if rest.isEmpty { return }
        continue
      }
      let value = rest.prefix { $0 != "\"" }
      rest = rest[value.endIndex...].dropFirst()
      if value.contains("<") { problems.append("\(name) \(attribute) holds a bare <") }
      if attributes.updateValue(unescaped(String(value)), forKey: attribute) != nil {
        problems.append("\(name) has two \(attribute)")
      }
    }
    add(name, attributes)
    guard !Self.void.contains(name) else { return }
    open.append(elements.count - 1)
    if Self.raw.contains(name) { readRaw(name) }
  }

  private mutating func readRaw(_ name: String) {
    var content = String.UnicodeScalarView()
    while !rest.isEmpty, !String(rest.prefix(name.count + 2)).hasPrefix("</\(name)") {
      content.append(rest.removeFirst())
    }
    for index in open { elements[index].text += String(content) }
  }

  private mutating func add(_ name: String, _ attributes: [String: String]) {
    elements.append(Element(name: name, attributes: attributes, parent: open.last))
    if let parent = open.last { elements[parent].children.append(elements.count - 1) }
  }

  private mutating func close() {
    let name = word()
    if !take(">") { problems.append("</\(name) has more than its name") }
    guard let last = open.popLast(), elements[last].name == name else {
      problems.append("</\(name) closes nothing")
      return
    }
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest = rest.dropFirst(text.unicodeScalars.count)
    return true
  }

  private mutating func word() -> String {
    let run = rest.prefix { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
        || scalar == ":"
    }
    rest = rest[run.endIndex...]
    return String(run)
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" } }

  private mutating func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var left = Substring(text).unicodeScalars
    while let scalar = left.popFirst() {
      guard scalar == "&" else {
        if scalar.value < 0x20, scalar != "\n" { problems.append("a control character \(scalar.value)") }
        result.append(scalar)
        continue
      }
      let name = String(left.prefix { $0 != ";" }.prefix(8))
      guard let found = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"][name] else {
        problems.append("a bare & before \(name)")
        continue
      }
      left = left.dropFirst(name.count + 1)
      result.append(contentsOf: found.unicodeScalars)
    }
    return String(result)
  }
}
