/// Scans the records of a file on a thread of its own, some blocks ahead of the reader that gives them out.
final class RecordsAhead {
  private static let blocks = 3

  /// Belongs to the thread that scans.
  private final class Scanner: @unchecked Sendable {
    var reader: CSVReader

    init(_ reader: consuming CSVReader) { self.reader = reader }
  }

  private let ahead: BlocksAhead<RecordBlock>

  init(_ reader: consuming CSVReader) {
    let limits = reader.limits
    ahead = BlocksAhead((0..<Self.blocks).map { _ in RecordBlock(limits: limits) })
    reader.beginBlocks()
    let scanner = Scanner(reader)
    ahead.start("triage.scan-ahead") { block in
      scanner.reader.scan(into: block)
      return block.found.ending != nil
    }
  }

  deinit { ahead.stop() }

  /// The next block; not to be called behind the last one.
  func next() -> RecordBlock { ahead.next() }

  /// Gives back a block that was read.
  func giveBack(_ block: RecordBlock) { ahead.giveBack(block) }
}
