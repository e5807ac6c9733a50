internal import GRDB
internal import Queries

/// Adds up the control columns of all segments, on the way of a walk over the pages where there is one.
final class ControlColumnSums {
  private let path: String
  /// Of each segment, once one came by.
  private var kinds: [Int64: Segment.Kind]?
  private var sums = ControlTotalsCheck.ImportSums()
  /// What is wrong with them is kept, as the walk may find a cause of it.
  private var failure: (any Error)?
  private var isComplete = false

  init(path: String) { self.path = path }

  /// Walks over the pages of the database.
  ///
  /// - Returns: false where `PageWalk` does not know its form.
  /// - Throws: `PageProblem`, or what reading throws.
  func walk(_ db: Database) throws -> Bool {
    isComplete = try PageWalk.run(db, rowsOf: "segment_controls") { segment, row in
      self.add(segment, db) { () throws in try PackedRecord(row).blob(2) }
    }
    return isComplete
  }

  /// The sums of each import, read now where no walk was made.
  ///
  /// - Throws: what was wrong first.
  func totals(_ db: Database) throws -> ControlTotalsCheck.ImportSums {
    if !isComplete {
      let read = try SQLStatement(db, Query.readSegmentControl.sql)
      while try read.step() { add(read.int(0), db) { read.bytes(2) } }
    }
    if let failure { throw failure }
    return sums
  }

  /// - Parameter columns: of the segment.
  private func add(_ segment: Int64, _ db: Database, _ columns: () throws -> UnsafeRawBufferPointer) {
    guard failure == nil else { return }
    do {
      let known = try kinds ?? Self.kinds(db)
      if kinds == nil { kinds = known }
      guard let kind = known[segment] else {
        throw StorageError.damaged(path: path, detail: "rows have control columns and nothing else")
      }
      // Not compared with its checksum, as `check` does: the sums are what a changed byte changes.
      try sums.add(ControlColumns(columns(), of: kind), kind)
    } catch is ByteReading.Damaged {
      failure = StorageError.damaged(path: path, detail: "control columns are not as they were written")
    } catch {
      failure = error
    }
  }

  private static func kinds(_ db: Database) throws -> [Int64: Segment.Kind] {
    var kinds: [Int64: Segment.Kind] = [:]
    let read = try SQLStatement(db, Query.readSegmentKinds.sql)
    while try read.step() { kinds[read.int(0)] = Segment.Kind(rawValue: read.int(1)) }
    return kinds
  }
}
