extension CSVReader {
  // MARK: The thread that scans

  /// Prepares a reader that has read its header for scanning into blocks.
  mutating func beginBlocks() {
    fields = RecordBlock.fieldTable(limits)
    unquoted.removeAll()
  }

  /// Scans records until the block is full or the file ends, and leaves their bytes to the block.
  mutating func scan(into block: RecordBlock) {
    // Out of the block meanwhile, where every access of it would be checked.
    var found = FoundRecords()
    swap(&found, &block.found)
    found.removeAll()
    fields.restart()
    unquoted.removeAll()
    (unquotedStart, holdsRecords, isHeldBack) = (0, false, false)
    while fields.hasRoom, !isHeldBack, found.ending == nil {
      do throws(ByteSourceError) {
        scanRecord(into: &found, try nextScanned())
      } catch {
        found.ending = .failure(error)
      }
    }
    swap(&found, &block.found)
    window.leave(to: &block.window)
    swap(&fields, &block.fields)
    swap(&unquoted, &block.unquoted)
  }

  private mutating func scanRecord(into found: inout FoundRecords, _ outcome: Outcome) {
    let record = FoundRecords.Record(
      line: line, start: Int32(truncatingIfNeeded: recordStart), firstField: Int32(truncatingIfNeeded: fields.start),
      fieldCount: Int32(truncatingIfNeeded: fields.count))
    switch outcome {
    case .record: found.append(record)
    case .bad(let problem): found.append(record, problem)
    case .end:
      if !isHeldBack { found.ending = .end(line: line, withoutNewline: endsWithoutNewline) }
      return
    }
    fields.keep()
    unquotedStart = unquoted.count
    holdsRecords = true
  }

  // MARK: The thread that reads

  /// Goes on to the next record that was scanned.
  mutating func nextFound() throws(ByteSourceError) -> Outcome {
    while found.place == found.records.count {
      switch found.ending {
      case .end(let last, let withoutNewline):
        line = last
        endsWithoutNewline = withoutNewline
        return .end
      case .failure(let error): throw error
      case nil: nextBlock()
      }
    }
    let record = found.records[found.place]
    found.place += 1
    recordStart = Int(record.start)
    line = record.line
    fields.show(start: Int(record.firstField), count: Int(record.fieldCount))
    return record.problem < 0 ? .record : .bad(found.problems[Int(record.problem)])
  }

  @inline(never)
  private mutating func nextBlock() {
    guard let ahead else { return }
    if let block {
      exchange(with: block)
      ahead.giveBack(block)
    }
    let next = ahead.next()
    exchange(with: next)
    block = next
  }

  /// Takes what a block holds, or gives it back.
  private mutating func exchange(with block: RecordBlock) {
    swap(&window, &block.window)
    swap(&fields, &block.fields)
    swap(&unquoted, &block.unquoted)
    swap(&found, &block.found)
  }
}
