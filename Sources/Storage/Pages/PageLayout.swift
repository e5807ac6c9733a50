/// How a database file is laid out, as its first page says (the file format of SQLite, section 1.3).
struct PageLayout {
  static let headerBytes = 100
  /// Where the number of changes stands.
  static let changeCounter = 24..<28

  let pageBytes: Int
  /// Bytes of a page that hold content.
  let usableBytes: Int
  /// Number of pages.
  let pages: Int
  /// The first page of the list of free ones, 0 = none.
  let firstFreePage: Int
  let freePages: Int
  /// Whether all there is lies in this file, and every page is part of a tree, of a chain or free.
  let isPlain: Bool

  /// - Parameters:
  ///   - file: holds the start of the first page.
  ///   - pages: how many there are.
  init(_ file: PageFile, pageBytes: Int, pages: Int) {
    self.pageBytes = pageBytes
    self.pages = pages
    usableBytes = pageBytes - file.number(at: 20, bytes: 1)
    firstFreePage = file.number(at: 32)
    freePages = file.number(at: 36)
    let (journal, map) = (file.number(at: 18, bytes: 2), file.number(at: 52))
    isPlain = journal == 0x0101 && map == 0
  }

  /// The page that SQLite never uses, since it takes its locks on bytes of it.
  var lockPage: Int { 0x4000_0000 / pageBytes + 1 }

  /// Bytes of a payload that an overflow page takes, behind the number of the next page.
  var overflowBytes: Int { usableBytes - 4 }

  /// How much of a payload lies in its cell itself (section 1.6).
  ///
  /// - Parameter isTable: whether the tree is that of a table and not of an index.
  func localBytes(of payload: Int, isTable: Bool) -> Int {
    let most = isTable ? usableBytes - 35 : (usableBytes - 12) * 64 / 255 - 23
    guard payload > most else { return payload }
    let least = (usableBytes - 12) * 32 / 255 - 23
    let surplus = least + (payload - least) % overflowBytes
    return surplus <= most ? surplus : least
  }
}
