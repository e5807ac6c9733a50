/// The records of a block, in order, and how the file ends where that is its last block.
struct FoundRecords {
  struct Record {
    /// Physical line on which it starts.
    var line: Int
    /// Where it starts in the window.
    var start: Int32
    /// Where its fields begin among those of the block, and how many there are.
    var firstField: Int32
    var fieldCount: Int32
    /// Its problem's place; -1 = the record is good.
    var problem: Int32 = -1
  }

  /// What comes behind the last record of the file.
  enum Ending {
    case end(line: Int, withoutNewline: Bool)
    case failure(ByteSourceError)
  }

  private(set) var records: [Record] = []
  private(set) var problems: [CSVProblem] = []
  var ending: Ending?
  /// The record that comes next.
  var place = 0

  mutating func append(_ record: Record) { records.append(record) }

  mutating func append(_ record: Record, _ problem: CSVProblem) {
    var record = record
    record.problem = Int32(truncatingIfNeeded: problems.count)
    problems.append(problem)
    records.append(record)
  }

  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    problems.removeAll(keepingCapacity: true)
    (ending, place) = (nil, 0)
  }
}
