internal import CSVCodec
internal import TriageModel

/// The rows of a JSON file: one document, or one document to a line.
///
/// Owns the file's bytes; what it gives out holds as long as it lives.
final class JSONRows {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  enum Item {
    case row(Row)
    /// No JSON begins here.
    case damaged(Damage)
    /// An object that should hold rows and holds none.
    case empty(Row)
    case end
  }

  struct Place {
    var line: Int
    /// In bytes of the line, from 1.
    var column: Int
    var byte: Int
  }

  /// A text that should be JSON and is not.
  struct Damage {
    var start: Place
    /// The first byte that cannot stand where it does; the end of the file where that is `isCut`.
    var end: Place
    /// Whether the file ends before the text is closed.
    var isCut: Bool
  }

  /// An object and the objects around it, the nearest last.
  struct Row {
    var start: Int
    var outer: [Int]
    var line: Int
    /// In bytes of the line, from 1.
    var column = 1
    /// Among the objects of the file that are rows, from 1.
    var number = 0
    /// An object around rows, without any.
    var isEmpty = false
  }

  private static let limit = 1 << 29

  private var memory: UnsafeMutableRawPointer
  private var capacity = 1 << 20
  private var count = 0
  private var position = 0
  private var line = 1
  private var linePosition = 0
  private var lineStart = 0
  private var rowCount = 0
  private var pending: [Row] = []
  /// Keys that lead to the rows; lists on the way are gone through.
  private var path: [[UInt8]] = []
  private var namesEmpty = false

  /// Reads the whole source.
  ///
  /// - Throws: `ByteSourceError`; a file beyond 512 MiB is refused.
  init(_ source: any ByteSource) throws(ByteSourceError) {
    memory = .allocate(byteCount: capacity, alignment: 16)
    var source = source
    while true {
      if count == capacity { try grow() }
      let room = UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
      let read = try source.read(into: room)
      if read == 0 { break }
      count += read
    }
    rewind(path: [])
  }

  deinit { memory.deallocate() }

  /// Reads the whole source of a file.
  static func reading(_ source: any ByteSource, file: String) throws(ImportError) -> JSONRows {
    do throws(ByteSourceError) {
      return try JSONRows(source)
    } catch {
      throw .unreadable(error.diagnostic(file: file), missing: false)
    }
  }

  private func grow() throws(ByteSourceError) {
    guard capacity < Self.limit else { throw .readFailed(detail: "more than 512 MiB of JSON; split it by lines") }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
    larger.copyMemory(from: memory, byteCount: count)
    memory.deallocate()
    memory = larger
    capacity *= 2
  }

  var bytes: Bytes { Bytes(start: UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), count: count) }

  /// Starts again, with the rows at another path.
  ///
  /// - Parameter namesEmpty: whether an object is given out that has no rows under the last key.
  func rewind(path: [String], namesEmpty: Bool = false) {
    self.namesEmpty = namesEmpty
    self.path = path.map { Array($0.utf8) }
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    line = 1
    linePosition = position
    lineStart = position
    rowCount = 0
    pending = []
  }

  func next() -> Item {
    while pending.isEmpty {
      position = JSONScan.skipSpace(bytes, position)
      guard position < count else { return .end }
      _ = lineNumber(position)
      guard let end = JSONScan.valueEnd(bytes, position, 0) else {
        let broken = JSONBreak.place(bytes, position)
        let damage = Damage(start: place(position), end: place(broken), isCut: broken >= count)
        while position < count, bytes[position] != 0x0A { position += 1 }
        return .damaged(damage)
      }
      collect(position, path[...], outer: [])
      pending.reverse()
      position = end
    }
    var row = pending.removeLast()
    row.line = lineNumber(row.start)
    row.column = row.start - lineStart + 1
    rowCount += 1
    row.number = rowCount
    return row.isEmpty ? .empty(row) : .row(row)
  }

  private func collect(_ start: Int, _ path: ArraySlice<[UInt8]>, outer: [Int]) {
    if start < count, bytes[start] == UInt8(ascii: "[") {
      var elements: [Int] = []
      JSONScan.forEachElement(bytes, start) { elements.append($0) }
      for element in elements { collect(element, path, outer: outer) }
    } else if let key = path.first {
      let before = pending.count
      if let member = JSONScan.member(bytes, start, key) {
        collect(member, path.dropFirst(), outer: outer + [start])
      }
      if namesEmpty, path.count == 1, !outer.isEmpty, pending.count == before {
        pending.append(Row(start: start, outer: outer, line: 0, isEmpty: true))
      }
    } else if start < count, bytes[start] == UInt8(ascii: "{") {
      pending.append(Row(start: start, outer: outer, line: 0))
    }
  }

  /// Rows come in the order of the file, so lines are counted once.
  private func lineNumber(_ place: Int) -> Int {
    while linePosition < place {
      if bytes[linePosition] == 0x0A {
        line += 1
        lineStart = linePosition + 1
      }
      linePosition += 1
    }
    return line
  }

  /// The line and column of a byte that is not before the last row.
  private func place(_ byte: Int) -> Place {
    var (line, start) = (line, lineStart)
    var index = linePosition
    while index < byte {
      if bytes[index] == 0x0A { (line, start) = (line + 1, index + 1) }
      index += 1
    }
    return Place(line: line, column: byte - start + 1, byte: byte)
  }

  /// What is wrong with the first text of the file; nil where it is JSON, or the file is empty.
  func damageOfFirst() -> Damage? {
    rewind(path: [])
    defer { rewind(path: []) }
    guard case .damaged(let damage) = next() else { return nil }
    return damage
  }

  /// The keys of a format's signature that its first row does not have; nil where no row is at its path.
  func missingKeys(of format: SourceFormat) -> [String]? {
    guard case .json(let path) = format.layout else { return nil }
    rewind(path: path)
    defer { rewind(path: []) }
    guard case .row(let row) = next() else { return nil }
    return format.signature.filter { JSONScan.member(bytes, row.start, Array($0.utf8)) == nil }
  }

  /// Whether the first row at a path has all of the values.
  func fits(_ format: SourceFormat) -> Bool {
    guard case .json(let path) = format.layout else { return false }
    rewind(path: path)
    defer { rewind(path: []) }
    guard case .row(let row) = next() else { return false }
    return format.signature.allSatisfy { JSONScan.member(bytes, row.start, Array($0.utf8)) != nil }
      && format.absent.allSatisfy { JSONScan.member(bytes, row.start, Array($0.utf8)) == nil }
  }
}
