internal import GRDB

/// Follows every page of a database from the tables down, as `PRAGMA quick_check` does: each page belongs to one thing,
/// no chain is longer or shorter than its row, and the rows of a table are in the order of their keys.
///
/// Rows of packed columns lie on long chains of large pages. SQLite maps or copies each of these pages to see its first
/// four bytes; here these four bytes are read, which takes a tenth of the time.
struct PageWalk {
  /// Takes the key and the record of a row.
  typealias RowTaking = (Int64, UnsafeRawBufferPointer) -> Void

  private var file: PageFile
  /// For pages that are read while a page of the tree is held.
  private var chain: PageFile
  private let layout: PageLayout
  /// The pages that something was found to hold.
  private var taken: [Bool]

  /// Runs the walk.
  ///
  /// - Parameters:
  ///   - table: a table whose pages are read whole, since each of its rows is handed to `row` on the way; it
  ///     is walked after all others.
  ///   - row: what it was given may be of a database that is found to be damaged later.
  /// - Returns: false where the file has a form that this walk does not know, and nothing was looked at.
  /// - Throws: `PageProblem`, or what reading throws.
  static func run(_ db: Database, rowsOf table: String? = nil, row: RowTaking? = nil) throws -> Bool {
    let roots = try Row.fetchAll(
      db, sql: "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY rootpage"
    )
    .map { row in (name: try row.value("name") as String, page: try row.value("rootpage") as Int) }
    guard let pages = try Int.fetchOne(db, sql: "PRAGMA page_count"),
      let pageBytes = try Int.fetchOne(db, sql: "PRAGMA page_size")
    else { return false }
    var file = try PageFile(db, pageBytes: pageBytes)
    try file.read(0..<PageLayout.headerBytes, ofPage: 1)
    let layout = PageLayout(file, pageBytes: pageBytes, pages: pages)
    guard layout.isPlain, pages > 0 else { return false }
    var walk = PageWalk(file: file, layout: layout, taken: [Bool](repeating: false, count: pages + 1))
    try walk.walk(root: 1, nil)
    for root in roots where root.name != table { try walk.walk(root: root.page, nil) }
    try walk.walkFreePages()
    for root in roots where root.name == table { try walk.walk(root: root.page, row) }
    try walk.checkAllTaken()
    return true
  }

  private init(file: PageFile, layout: PageLayout, taken: [Bool]) {
    self.file = file
    chain = file
    self.layout = layout
    self.taken = taken
  }

  private mutating func walk(root: Int, _ row: RowTaking?) throws {
    var order = KeyOrder()
    _ = try walk(page: root, parent: nil, &order, depth: 0, row)
  }

  private func checkAllTaken() throws {
    for page in 1...layout.pages where !taken[page] && page != layout.lockPage {
      throw PageProblem(page: page, what: "belongs to nothing")
    }
  }

  /// The largest key of a table so far.
  private struct KeyOrder {
    var last: Int64?
  }

  /// A tree of so many levels would hold more rows than any file.
  private static let deepest = 40

  /// - Returns: levels below the page.
  private mutating func walk(
    page: Int, parent: TreePage.Kind?, _ order: inout KeyOrder, depth: Int, _ row: RowTaking?
  ) throws -> Int {
    try take(page)
    let tree = try TreePage(&file, layout, page: page, isWhole: row != nil)
    guard depth < Self.deepest, parent.map({ $0.isOfTable == tree.kind.isOfTable }) ?? true else {
      throw PageProblem(page: page, what: "is part of another table")
    }
    var levels: Int?
    var nothing: [UInt8]?
    for cell in tree.cells {
      if !tree.kind.isLeaf { try descend(cell.child, from: page, tree.kind, &levels, &order, depth, row) }
      if tree.kind.isOfTable { try check(cell.rowID, tree.kind, page, &order) }
      if let row, tree.kind == .tableLeaf { try hand(cell, to: row) } else { try walkChain(cell, &nothing) }
    }
    if !tree.kind.isLeaf { try descend(tree.lastChild, from: page, tree.kind, &levels, &order, depth, row) }
    return (levels ?? -1) + 1
  }

  private mutating func descend(
    _ child: Int, from page: Int, _ kind: TreePage.Kind, _ levels: inout Int?, _ order: inout KeyOrder, _ depth: Int,
    _ row: RowTaking?
  ) throws {
    let below = try walk(page: child, parent: kind, &order, depth: depth + 1, row)
    guard levels ?? below == below else { throw PageProblem(page: page, what: "has branches of two lengths") }
    levels = below
  }

  /// A key between two branches is the largest of the first or lies between them.
  private func check(_ rowID: Int64, _ kind: TreePage.Kind, _ page: Int, _ order: inout KeyOrder) throws {
    if let last = order.last, rowID < last || rowID == last && kind.isLeaf {
      throw PageProblem(page: page, what: "has rows out of order")
    }
    order.last = rowID
  }

  /// - Parameter content: what the pages hold is appended to it; nil = nobody wants it.
  private mutating func walkChain(_ cell: TreePage.Cell, _ content: inout [UInt8]?) throws {
    var page = cell.overflowPage
    for _ in 0..<cell.overflowPages {
      try take(page)
      try chain.read(0..<(content == nil ? 4 : layout.usableBytes), ofPage: page)
      if content != nil { chain.withBytes(4..<layout.usableBytes) { content?.append(contentsOf: $0) } }
      page = chain.number(at: 0)
    }
    guard page == 0 else { throw PageProblem(page: page, what: "follows a row that has ended") }
  }

  /// Follows the chain of a cell of the page that is held, and gives away what both hold.
  private mutating func hand(_ cell: TreePage.Cell, to row: RowTaking) throws {
    guard cell.overflowPages > 0 else { return file.withBytes(cell.local) { row(cell.rowID, $0) } }
    var content: [UInt8]? = file.withBytes(cell.local) { [UInt8]($0) }
    try walkChain(cell, &content)
    content?.withUnsafeBytes { row(cell.rowID, UnsafeRawBufferPointer(rebasing: $0[..<cell.payloadBytes])) }
  }

  private mutating func walkFreePages() throws {
    var (page, found) = (layout.firstFreePage, 0)
    while page != 0 {
      try take(page)
      try file.read(0..<layout.usableBytes, ofPage: page)
      let (next, count) = (file.number(at: 0), file.number(at: 4))
      guard count <= layout.usableBytes / 4 - 2 else {
        throw PageProblem(page: page, what: "lists too many free pages")
      }
      for place in 0..<count { try take(file.number(at: 8 + 4 * place)) }
      found += 1 + count
      page = next
    }
    guard found == layout.freePages else { throw PageProblem(page: 1, what: "says another number of free pages") }
  }

  /// Notes that something holds a page.
  private mutating func take(_ page: Int) throws {
    guard 1...layout.pages ~= page, page != layout.lockPage else {
      throw PageProblem(page: page, what: "is none of the file's")
    }
    guard !taken[page] else { throw PageProblem(page: page, what: "is used twice") }
    taken[page] = true
  }
}
