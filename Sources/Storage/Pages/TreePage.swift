/// One page of a b-tree, as far as it leads to other pages, and what takes its room (the file format of SQLite,
/// section 1.6).
struct TreePage {
  enum Kind: Int {
    case indexInterior = 2
    case tableInterior = 5
    case indexLeaf = 10
    case tableLeaf = 13

    var isLeaf: Bool { self == .indexLeaf || self == .tableLeaf }
    var isOfTable: Bool { self == .tableInterior || self == .tableLeaf }
    var headBytes: Int { isLeaf ? 8 : 12 }
  }

  /// Where a cell lies, and what it leads to.
  struct Cell {
    var bytes: Range<Int>
    /// The page before the cell; 0 in a leaf.
    var child = 0
    /// The key of a table's row; 0 in an index.
    var rowID: Int64 = 0
    /// The first page of what has no room in the cell, and how many pages that takes.
    var overflowPage = 0
    var overflowPages = 0
    /// What of the content lies in the cell, and how much there is in all.
    var local = 0..<0
    var payloadBytes = 0
  }

  let kind: Kind
  /// In the order of their keys.
  let cells: [Cell]
  /// The page behind the last cell; 0 in a leaf.
  let lastChild: Int

  /// Up to so many cells are read one by one; of a page with more all bytes are read.
  private static let fewCells = 16
  /// The head of a page is read with so many bytes: the only cell of a page that is nearly full begins among them.
  private static let firstBytes = 2048
  /// A child, two numbers of up to nine bytes: what stands in a cell before its content.
  private static let cellHeadBytes = 22

  /// - Parameter isWhole: whether all bytes of the page are read, and `file` holds them afterwards.
  /// - Throws: `PageProblem`, or what reading throws.
  init(_ file: inout PageFile, _ layout: PageLayout, page: Int, isWhole: Bool = false) throws {
    let start = page == 1 ? PageLayout.headerBytes : 0
    try file.read(0..<(isWhole ? layout.pageBytes : Self.firstBytes), ofPage: page)
    guard let kind = Kind(rawValue: file.number(at: start, bytes: 1)) else {
      throw PageProblem(page: page, what: "is no part of a table")
    }
    let (firstFree, count) = (file.number(at: start + 1, bytes: 2), file.number(at: start + 3, bytes: 2))
    let (contentStart, fragments) = (file.number(at: start + 5, bytes: 2), file.number(at: start + 7, bytes: 1))
    lastChild = kind.isLeaf ? 0 : file.number(at: start + 8)
    let pointers = start + kind.headBytes
    guard pointers + 2 * count <= layout.usableBytes else {
      throw PageProblem(page: page, what: "has more rows than room")
    }
    let content = pointers + 2 * count..<layout.usableBytes
    if count > Self.fewCells { try file.need(0..<layout.usableBytes, ofPage: page) }
    let offsets = (0..<count).map { file.number(at: pointers + 2 * $0, bytes: 2) }
    var cells: [Cell] = []
    cells.reserveCapacity(count)
    // Later rows mostly lie before earlier ones: backwards, the head of the next cell follows the end of this one.
    for offset in offsets.reversed() {
      guard content.contains(offset) else { throw PageProblem(page: page, what: "has a row outside of it") }
      try file.need(offset..<offset + Self.cellHeadBytes, ofPage: page)
      cells.append(try Self.cell(at: offset, kind, &file, layout, page: page))
    }
    cells.reverse()
    self.kind = kind
    self.cells = cells
    var used = try Self.freeBlocks(from: firstFree, &file, layout, page: page)
    for cell in cells.reversed() { used.append(cell.bytes) }
    let isInOrder = zip(used, used.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }
    if !isInOrder { used.sort { $0.lowerBound < $1.lowerBound } }
    var (end, gaps) = (contentStart == 0 ? 65_536 : contentStart, 0)
    for range in used {
      guard range.lowerBound >= end else { throw PageProblem(page: page, what: "has two rows in one place") }
      gaps += range.lowerBound - end
      end = range.upperBound
    }
    gaps += layout.usableBytes - end
    guard gaps == fragments else { throw PageProblem(page: page, what: "has room that nothing accounts for") }
  }

  /// The blocks that rows which are gone have left between the others.
  private static func freeBlocks(
    from first: Int, _ file: inout PageFile, _ layout: PageLayout, page: Int
  ) throws -> [Range<Int>] {
    var (offset, blocks): (Int, [Range<Int>]) = (first, [])
    while offset != 0 {
      guard offset + 4 <= layout.usableBytes else { throw PageProblem(page: page, what: "has free room outside of it") }
      try file.need(offset..<offset + 4, ofPage: page)
      let (next, size) = (file.number(at: offset, bytes: 2), file.number(at: offset + 2, bytes: 2))
      guard size >= 4, offset + size <= layout.usableBytes, next == 0 || next > offset else {
        throw PageProblem(page: page, what: "has free room outside of it")
      }
      blocks.append(offset..<offset + size)
      offset = next
    }
    return blocks
  }

  private static func cell(
    at start: Int, _ kind: Kind, _ file: inout PageFile, _ layout: PageLayout, page: Int
  ) throws -> Cell {
    let leaves = PageProblem(page: page, what: "has a row that leaves it")
    var offset = start
    func varint() throws -> UInt64 {
      var value: UInt64 = 0
      for place in 0..<9 {
        guard file.holds(offset..<offset + 1) else { throw leaves }
        let byte = UInt64(file.number(at: offset, bytes: 1))
        offset += 1
        if place == 8 { return value << 8 | byte }
        value = value << 7 | byte & 0x7F
        if byte < 0x80 { break }
      }
      return value
    }
    var cell = Cell(bytes: start..<start)
    if !kind.isLeaf {
      guard file.holds(start..<start + 4) else { throw leaves }
      cell.child = file.number(at: start)
      offset += 4
    }
    var payload = 0
    if kind != .tableInterior {
      guard let size = Int(exactly: try varint()), size <= 1 << 31 else { throw leaves }
      payload = size
    }
    if kind.isOfTable { cell.rowID = Int64(bitPattern: try varint()) }
    let local = layout.localBytes(of: payload, isTable: kind.isOfTable)
    (cell.local, cell.payloadBytes) = (offset..<offset + local, payload)
    offset += local
    if local < payload {
      guard offset + 4 <= layout.usableBytes else { throw leaves }
      try file.need(offset..<offset + 4, behind: cellHeadBytes, ofPage: page)
      cell.overflowPage = file.number(at: offset)
      cell.overflowPages = (payload - local + layout.overflowBytes - 1) / layout.overflowBytes
      offset += 4
    }
    guard offset <= layout.usableBytes else { throw leaves }
    // No cell takes less than four bytes.
    cell.bytes = start..<max(offset, start + 4)
    return cell
  }
}

/// Why a page is not what a sound database has in its place.
struct PageProblem: Error, Hashable {
  let page: Int
  let what: String

  var text: String { "page \(page) \(what)" }
}
