/// Where the usage rows of a commit come from: import and line by sequence.
///
/// Rows arrive file by file and mostly line by line, so that only what does not follow from the row before takes room.
struct RowOrigins: ~Copyable {
  private var imports: [(first: UInt32, importID: Int32)] = []
  /// Pairs of numbers of seven bits to the byte: rows since the last pair, and how far the line lies from the next one.
  private var steps = ByteBuffer()
  private var lastStep: UInt32 = 0
  private var nextLine: UInt32 = 0

  /// Takes the next row.
  @inline(__always)
  mutating func add(sequence: UInt32, line: UInt32, importID: Int32) {
    if line != nextLine { addStep(sequence: sequence, line: line) }
    nextLine = line &+ 1
    if importID != imports.last?.importID { imports.append((sequence, importID)) }
  }

  @inline(never)
  private mutating func addStep(sequence: UInt32, line: UInt32) {
    append(UInt64(sequence - lastStep))
    append(NumberCoding.zigzag(Int64(line) - Int64(nextLine)))
    lastStep = sequence
  }

  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      steps.append(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    steps.append(byte: UInt8(truncatingIfNeeded: rest))
  }

  /// The import of a row that was taken.
  @inline(__always)
  func importID(of sequence: UInt32) -> Int32 {
    if imports.count == 1 { return imports[0].importID }
    let place = imports.partitioningIndex { $0.first > sequence }
    return place == 0 ? 0 : imports[place - 1].importID
  }

  /// The lines of some rows.
  ///
  /// - Parameter sequences: in order.
  func lines(of sequences: [UInt32]) -> [UInt32: UInt32] {
    var lines: [UInt32: UInt32] = [:]
    // Up to the next step each row stands one line below the one before.
    var (step, line): (UInt32, Int64) = (0, 0)
    var offset = 0
    var next = nextStep(&offset, after: step)
    for sequence in sequences {
      while let found = next, found.sequence <= sequence {
        line += Int64(found.sequence - step) + found.distance
        step = found.sequence
        next = nextStep(&offset, after: step)
      }
      lines[sequence] = UInt32(truncatingIfNeeded: line + Int64(sequence - step))
    }
    return lines
  }

  private func nextStep(_ offset: inout Int, after step: UInt32) -> (sequence: UInt32, distance: Int64)? {
    guard offset < steps.count else { return nil }
    let rows = number(&offset)
    return (step &+ UInt32(truncatingIfNeeded: rows), NumberCoding.unzigzag(number(&offset)))
  }

  private func number(_ offset: inout Int) -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while offset < steps.count {
      let byte = steps.bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
    }
    return value
  }
}
