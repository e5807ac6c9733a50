public import TriageModel

/// Reads RFC 4180 records from a stream, with exact positions and bounded memory.
///
/// Fields are views into the reader's buffer and hold until the next call of `next`.
public struct CSVReader: ~Copyable {
  public enum Outcome: Hashable, Sendable {
    case record
    case bad(CSVProblem)
    case end
  }

  /// Column names, trimmed and case folded.
  public private(set) var header: [String] = []
  /// The byte between fields.
  public private(set) var separator = UInt8(ascii: ",")
  /// What is worth saying about the file: another separator, a missing final newline.
  public private(set) var notes: [Diagnostic] = []
  /// Physical line on which the record starts, from 1.
  public internal(set) var line = 1
  /// Offset of the record in the uncompressed file.
  public var byteOffset: Int { window.offset(of: recordStart) }

  /// Whether the record is ASCII without quotes.
  public private(set) var isPlain = false

  /// The first column whose name occurs twice; only where the reader was told to go on with one.
  public private(set) var repeatedColumn: Diagnostic?

  let file: String
  let limits: CSVLimits
  var window: ByteWindow
  var recordStart = 0
  var nextLine = 1
  /// Start and end of each field; offsets into the window, or into `unquoted` where the flag is set.
  var fields: FieldTable
  /// The name of the first column, as bytes.
  private(set) var firstColumn: [UInt8] = []
  var unquoted = UnquotedText()
  /// Records since the last one of plain form.
  private var recordsWithoutPlain = 0
  /// Whether `nextPlain` has left this record to `next`.
  private var hasTriedPlain = false
  /// Where the texts of this record begin in `unquoted`.
  var unquotedStart = 0
  /// Whether the window holds records that were found and are still needed.
  var holdsRecords = false
  /// Whether the record was left to the next window.
  var isHeldBack = false
  /// What scans the records on a thread of its own; nil where the reader does it itself.
  var ahead: RecordsAhead?
  /// The block that was taken from there last, and its records; what else it holds is in the reader as long.
  var block: RecordBlock?
  var found = FoundRecords()
  var hasMultilineField = false
  /// All bytes of the record or-ed together: 0x80 and above only with text beyond ASCII.
  var textFlags: UInt8 = 0
  var hasNul = false
  var endsWithoutNewline = false

  /// Opens the stream and reads its header.
  ///
  /// - Throws: `CSVOpenError` for an empty file, UTF-16, a damaged header or a column name that occurs twice.
  ///
  /// - Parameter refusesRepeatedColumns: false = a name that occurs twice is left to the caller, in `repeatedColumn`.
  public init(
    source: any ByteSource, file: String, limits: CSVLimits = CSVLimits(), refusesRepeatedColumns: Bool = true
  ) throws(CSVOpenError) {
    self.file = file
    self.limits = limits
    fields = FieldTable(capacity: limits.columns + 1)
    window = ByteWindow(source: source)
    do throws(ByteSourceError) { try window.fillFirstLine() } catch { throw .source(error) }
    try HeaderReading.refuseOtherEncodings(window, file: file)
    if window.count >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { recordStart = 3 }
    separator = HeaderReading.separator(window, from: recordStart)
    try readHeader()
    if refusesRepeatedColumns, let repeatedColumn { throw .refused(repeatedColumn) }
  }

  /// A reader of the same records that are scanned on a thread of their own, some blocks ahead of it, so that scanning
  /// overlaps with what the caller does with them. Records, problems and their order are the same.
  public consuming func scanningAhead() -> CSVReader { CSVReader(of: self) }

  private init(of scanning: consuming CSVReader) {
    file = scanning.file
    limits = scanning.limits
    header = scanning.header
    separator = scanning.separator
    notes = scanning.notes
    line = scanning.line
    firstColumn = scanning.firstColumn
    repeatedColumn = scanning.repeatedColumn
    fields = FieldTable(capacity: 0)
    window = .none
    ahead = RecordsAhead(scanning)
  }

  private mutating func readHeader() throws(CSVOpenError) {
    let outcome: Outcome
    do throws(ByteSourceError) { outcome = try scanRecord() } catch { throw .source(error) }
    switch outcome {
    case .end: throw .refused(HeaderReading.empty(file))
    case .bad(let problem): throw .refused(problem.diagnostic(file: file))
    case .record: break
    }
    if let problem = textProblem() { throw .refused(problem.diagnostic(file: file)) }
    header = (0..<fields.count).map { HeaderReading.folded(field($0)) }
    firstColumn = Array((header.first ?? "").utf8)
    if header.allSatisfy(\.isEmpty) { throw .refused(HeaderReading.empty(file)) }
    var seen: Set<String> = []
    for (index, name) in header.enumerated() where !name.isEmpty && !seen.insert(name).inserted {
      repeatedColumn = HeaderReading.repeatedColumn(name, file: file, line: line, column: column(ofField: index))
      break
    }
    if separator != UInt8(ascii: ",") { notes.append(HeaderReading.separatorNote(separator, file: file)) }
  }

  /// Goes on to the next record if it is of plain form, which nearly all are.
  ///
  /// - Returns: false for any other, and at the end: `next` then says what comes.
  public mutating func nextPlain() -> Bool {
    guard ahead == nil else { return false }
    return takePlain()
  }

  private mutating func takePlain() -> Bool {
    recordStart = window.consumed
    line = nextLine
    isPlain = mayBePlain() && scanPlain()
    if isPlain { recordsWithoutPlain = 0 } else { hasTriedPlain = true }
    return isPlain
  }

  /// Reads the next record; blank lines are passed over.
  public mutating func next() throws(ByteSourceError) -> Outcome {
    if ahead != nil { return try nextFound() }
    return try nextScanned()
  }

  mutating func nextScanned() throws(ByteSourceError) -> Outcome {
    while true {
      if !hasTriedPlain, takePlain() { return .record }
      hasTriedPlain = false
      recordsWithoutPlain &+= 1
      let outcome = try scanRecord()
      guard case .record = outcome else { return outcome }
      if isBlankLine && header.count > 1 { continue }
      return checked()
    }
  }

  /// Whether to try the plain scan: after some records of another form only now and then, since files are of one form.
  private func mayBePlain() -> Bool { recordsWithoutPlain < 4 || recordsWithoutPlain & 15 == 0 }

  private var isBlankLine: Bool { fields.count == 1 && !fields[0].isUnquoted && fields[0].start == fields[0].end }

  private mutating func checked() -> Outcome {
    if fields.count != header.count { return .bad(raggedProblem()) }
    if let problem = textProblem() { return .bad(problem) }
    if isRepeatedHeader() {
      return .bad(
        problem(.repeatedHeader, at: recordStart, "the header is repeated here", "Remove this line."))
    }
    return .record
  }

  /// The fields of the record; only where it `isPlain`.
  public var plainFields: PlainFields? {
    isPlain ? PlainFields(text: window.start, places: fields.places) : nil
  }

  /// All fields of the record.
  public var recordFields: RecordFields {
    RecordFields(text: window.start, unquoted: unquoted.start, places: fields.places)
  }

  /// Number of fields of the record.
  public var fieldCount: Int { fields.count }

  /// The field's bytes, unquoted, spaces kept.
  @inline(__always)
  public func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    if field.isUnquoted {
      return unquoted.bytes(Int(field.start), Int(field.end))
    }
    return window.bytes(Int(field.start), Int(field.end))
  }

  /// Physical line on which the field starts.
  public func lineOfField(_ index: Int) -> Int {
    line + window.newlines(from: recordStart, to: Int(fields[index].rawStart))
  }

  /// Byte column of the field within its physical line, from 1.
  public func column(ofField index: Int) -> Int {
    window.column(of: Int(fields[index].rawStart), recordStart: recordStart)
  }
}
