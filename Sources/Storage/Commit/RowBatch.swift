/// Some rows with their texts, on their way from one thread to another.
///
/// Owns memory for as many plain values as it may hold: a row is written where it stays. A full batch takes no more.
struct RowBatch: ~Copyable {
  static let rows = 1024
  /// With this many bytes of text it is full, too.
  static let textBytes = 1 << 18

  private let requests = UnsafeMutablePointer<RequestRecord>.allocate(capacity: Self.rows)
  /// Line of each request in its file.
  private let lines = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.rows)
  private let outcomes = UnsafeMutablePointer<OutcomeRecord>.allocate(capacity: Self.rows)
  private var requestCount = 0
  private var outcomeCount = 0
  private var arena = ByteBuffer(capacity: 1 << 16)

  deinit {
    requests.deallocate()
    lines.deallocate()
    outcomes.deallocate()
  }

  /// Whether the batch has to be handed over before it takes another row.
  var isFull: Bool {
    requestCount + outcomeCount >= Self.rows || arena.count >= Self.textBytes
  }

  mutating func append(
    _ record: borrowing RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, line: UInt32
  ) {
    guard requestCount < Self.rows else { return }
    arena.reserve(requestID.count + taskID.count + parentID.count + 8)
    let row = requests + requestCount
    row.initialize(to: copy record)
    row.pointee.requestID = arena.appendText(requestID)
    row.pointee.taskID = arena.appendText(taskID)
    row.pointee.parentID = arena.appendText(parentID)
    lines[requestCount] = line
    requestCount += 1
  }

  mutating func append(
    _ record: borrowing OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer
  ) {
    guard outcomeCount < Self.rows else { return }
    arena.reserve(taskID.count + pairID.count + 8)
    let row = outcomes + outcomeCount
    row.initialize(to: copy record)
    row.pointee.taskID = arena.appendText(taskID)
    row.pointee.pairID = arena.appendText(pairID)
    outcomeCount += 1
  }

  /// Packs all rows and forgets them, whatever happens.
  mutating func store(in spill: RowSpill) throws(StorageError) {
    defer { removeAll() }
    for place in 0..<requestCount {
      let row = requests + place
      let (requestID, taskID, parentID) = (row.pointee.requestID, row.pointee.taskID, row.pointee.parentID)
      try spill.append(
        &row.pointee, requestID: arena.text(requestID), taskID: arena.text(taskID), parentID: arena.text(parentID),
        line: lines[place])
    }
    for place in 0..<outcomeCount {
      let row = outcomes + place
      let (taskID, pairID) = (row.pointee.taskID, row.pointee.pairID)
      try spill.append(&row.pointee, taskID: arena.text(taskID), pairID: arena.text(pairID))
    }
  }

  mutating func removeAll() {
    (requestCount, outcomeCount) = (0, 0)
    arena.removeAll()
  }
}
