/// A row that a segment can hold, and how its columns are written and read.
protocol SegmentRow {
  associatedtype Known: OptionSet

  var taskHash: UInt64 { get }
  var taskID: TextPlace { get }
  var importID: Int32 { get }
  /// Which numbers are known.
  var present: Known { get }

  /// Writes the columns of control totals behind the imports, as `ControlColumns` has them.
  static func appendControl(to columns: inout SegmentRowColumns<Self>)
  /// Writes every other column behind the tasks, in their order.
  static func appendColumns(to columns: inout SegmentRowColumns<Self>)
  /// How many texts a row has beside the task's id.
  static var textCount: Int { get }
  /// One of those texts.
  func text(_ number: Int) -> TextPlace
  static func read(
    _ blobs: SegmentBlobs, wanted: ((UInt64) -> Bool)?, into records: inout [Self], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged)
}

extension Segment {
  /// Makes a segment of rows that are in the order of their tasks.
  ///
  /// - Parameter order: positions in `records`.
  static func make<Row: SegmentRow>(
    kind: Kind, _ records: UnsafeBufferPointer<Row>, order: ArraySlice<Int32>, arena: borrowing ByteBuffer
  ) -> Segment {
    // Gathered once, so that each column then reads neighbours.
    let rows = order.map { records[Int($0)] }
    let tasks = SegmentTasks(count: rows.count, arena: arena) { (rows[$0].taskHash, rows[$0].taskID) }
    var texts = ByteBuffer(capacity: rows.count * 32)
    PackedTexts.append(count: tasks.places.count, to: &texts) { arena.text(tasks.places[$0]) }
    for number in 0..<Row.textCount {
      PackedTexts.append(count: rows.count, to: &texts) { arena.text(rows[$0].text(number)) }
    }
    texts.append(UInt64(0))
    var imports = (first: Int32.max, last: Int32.min)
    for row in rows {
      imports.first = min(imports.first, row.importID)
      imports.last = max(imports.last, row.importID)
    }
    return Segment(
      kind: kind, rows: rows.count, firstTask: tasks.hashes.first ?? 0, lastTask: tasks.hashes.last ?? 0,
      firstImport: imports.first, lastImport: imports.last, control: SegmentRowColumns.control(rows),
      figures: SegmentRowColumns.figures(rows, tasks), texts: texts)
  }
}

/// Writes the columns of the rows of one segment.
struct SegmentRowColumns<Row: SegmentRow>: ~Copyable {
  private let rows: [Row]
  private var columns: SegmentColumns
  private var bytes: ByteBuffer

  /// The columns that control totals are made of.
  static func control(_ rows: [Row]) -> ByteBuffer {
    var writer = SegmentRowColumns(rows)
    writer.bytes.append(UInt64(rows.count))
    writer.number { Int64($0.importID) }
    Row.appendControl(to: &writer)
    return writer.finished()
  }

  /// All other columns of numbers.
  static func figures(_ rows: [Row], _ tasks: SegmentTasks) -> ByteBuffer {
    var writer = SegmentRowColumns(rows)
    writer.bytes.append(UInt64(rows.count))
    writer.bytes.append(UInt64(tasks.hashes.count))
    for hash in tasks.hashes { writer.bytes.append(hash) }
    writer.columns.append(to: &writer.bytes) { tasks.taskOfRow[$0] }
    Row.appendColumns(to: &writer)
    return writer.finished()
  }

  private init(_ rows: [Row]) {
    self.rows = rows
    columns = SegmentColumns(count: rows.count)
    bytes = ByteBuffer(capacity: rows.count * 32)
  }

  /// With the spare bytes behind the last column.
  private consuming func finished() -> ByteBuffer {
    bytes.append(UInt64(0))
    return bytes
  }

  /// A column without gaps.
  @inline(__always)
  mutating func number(scaled: Bool = false, _ value: (borrowing Row) -> Int64) {
    let rows = rows
    columns.append(to: &bytes, scaled: scaled) { value(rows[$0]) }
  }

  /// A last column that is left out where every row has 0.
  mutating func numberWhereAny(_ value: (borrowing Row) -> Int64) {
    for row in rows where value(row) != 0 { return number(value) }
  }

  /// A column of which some values may be unknown.
  @inline(__always)
  mutating func optional(
    _ flag: Row.Known.Element, scaled: Bool = false, _ value: (borrowing Row) -> Int64
  ) {
    let rows = rows
    columns.append(to: &bytes, scaled: scaled, isPresent: { rows[$0].present.contains(flag) }, { value(rows[$0]) })
  }
}
