internal import GRDB
internal import GRDBSQLite

/// The pages of an open database, read in pieces through SQLite's own file, which keeps the locks of the connection.
///
/// To be used inside of a transaction, and before the connection maps the file: each piece would map its page.
struct PageFile {
  private let file: UnsafeMutablePointer<sqlite3_file>
  private let readBytes:
    @convention(c) (UnsafeMutablePointer<sqlite3_file>?, UnsafeMutableRawPointer?, Int32, Int64) -> Int32
  /// Size of a page.
  private let pageBytes: Int
  /// The piece that was read last, with room for a page, and where on its page it lies.
  private var piece: [UInt8]
  private var held = 0..<0

  /// - Throws: `DatabaseError` where SQLite does not give its file away.
  init(_ db: Database, pageBytes: Int) throws {
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
      let read = file.pointee.pMethods?.pointee.xRead
    else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    self.file = file
    readBytes = read
    self.pageBytes = pageBytes
    piece = [UInt8](repeating: 0, count: pageBytes)
  }

  /// Reads a piece of a page, the first of which is 1; what was read before is let go.
  mutating func read(_ range: Range<Int>, ofPage page: Int) throws {
    let range = range.clamped(to: 0..<pageBytes)
    let start = Int64(page - 1) * Int64(pageBytes) + Int64(range.lowerBound)
    let code = piece.withUnsafeMutableBytes { readBytes(file, $0.baseAddress, Int32(range.count), start) }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    held = range
  }

  /// Reads a piece of the page that the last piece was of, unless that holds it.
  ///
  /// - Parameter behind: bytes behind the piece that are read with it, as they may be asked for next.
  mutating func need(_ range: Range<Int>, behind: Int = 0, ofPage page: Int) throws {
    guard !holds(range.clamped(to: 0..<pageBytes)) else { return }
    try read(range.lowerBound..<range.upperBound + behind, ofPage: page)
  }

  /// Whether the piece holds these bytes of its page.
  func holds(_ range: Range<Int>) -> Bool { held.lowerBound <= range.lowerBound && range.upperBound <= held.upperBound }

  /// A big-endian number of the piece.
  ///
  /// - Parameter offset: on the page.
  func number(at offset: Int, bytes count: Int = 4) -> Int {
    let start = offset - held.lowerBound
    return piece[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Calls `body` with bytes of the page, all of which the piece holds.
  func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let start = range.lowerBound - held.lowerBound
    return try piece[start..<start + range.count].withUnsafeBytes(body)
  }
}
