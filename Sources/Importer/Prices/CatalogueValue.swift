internal import TriageModel

/// A value of a JSON catalogue: a place in its bytes. Numbers stay text, so that no digit is lost.
struct CatalogueValue {
  private let rows: JSONRows
  private let start: Int
  private let arena: TextArena

  /// The file's one value; nil where it is no sound JSON to its end.
  init?(_ rows: JSONRows) {
    let bytes = rows.bytes
    let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = JSONScan.skipSpace(bytes, first)
    guard let end = JSONScan.valueEnd(bytes, start, 0), JSONScan.skipSpace(bytes, end) == bytes.count else {
      return nil
    }
    self.init(rows, start, TextArena())
  }

  private init(_ rows: JSONRows, _ start: Int, _ arena: TextArena) {
    self.rows = rows
    self.start = start
    self.arena = arena
  }

  private func starts(with mark: Unicode.Scalar) -> Bool {
    start < rows.bytes.count && rows.bytes[start] == UInt8(ascii: mark)
  }

  var isObject: Bool { starts(with: "{") }
  var isList: Bool { starts(with: "[") }

  /// The text of a string or the digits of a number; nil for null, objects and lists.
  var text: String? {
    guard !isObject, !isList else { return nil }
    arena.reset()
    let found = JSONScan.text(rows.bytes, start, arena)
    return found.baseAddress == nil ? nil : String(decoding: found, as: UTF8.self)
  }

  var line: Int { 1 + rows.bytes[..<start].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }

  subscript(key: String) -> CatalogueValue? {
    JSONScan.member(rows.bytes, start, Array(key.utf8)).map { CatalogueValue(rows, $0, arena) }
  }

  var elements: [CatalogueValue] {
    guard isList else { return [] }
    var found: [CatalogueValue] = []
    JSONScan.forEachElement(rows.bytes, start) { found.append(CatalogueValue(rows, $0, arena)) }
    return found
  }

  /// In the order of the file.
  var members: [(key: String, value: CatalogueValue)] {
    guard isObject else { return [] }
    var found: [(key: String, value: CatalogueValue)] = []
    JSONScan.forEachMember(rows.bytes, start) { key, value in
      arena.reset()
      let name = String(decoding: JSONScan.text(rows.bytes, key, arena), as: UTF8.self)
      found.append((name, CatalogueValue(rows, value, arena)))
    }
    return found
  }
}
