/// Collects the rows of an import: packed records by task, request keys by request.
///
/// One thread at a time appends; once it has ended, several may read different parts.
final class RowSpill: @unchecked Sendable {
  private let path: String
  private(set) var file: SpillFile?
  private let requests: PartitionedSpill
  private let outcomes: PartitionedSpill
  private let keys: PartitionedSpill
  /// By partition: what its next usage row is told apart from.
  private let codings: UnsafeMutablePointer<RequestCoding>
  /// Sequences of usage rows that are not stored; set once all rows are there.
  var passedOver = BitSet()
  private let hash: ByteHash
  private let checkHash: ByteHash

  /// What changes with every row, in memory of its own, so that each change is not checked for other accesses.
  private struct Counts: ~Copyable {
    var requests: UInt32 = 0
    var outcomes: UInt32 = 0
    var origins = RowOrigins()
  }

  private let counts: UnsafeMutablePointer<Counts>

  var requestCount: UInt32 { counts.pointee.requests }
  var outcomeCount: UInt32 { counts.pointee.outcomes }

  /// - Parameter memoryBytes: of full blocks before the file is used.
  init(path: String, hash: ByteHash, memoryBytes: Int = 128 << 20) {
    self.path = path
    self.hash = hash
    let budget = SpillBudget(bytes: memoryBytes)
    let blockBytes = min(1 << 16, max(256, memoryBytes / 8))
    requests = PartitionedSpill(blockBytes: blockBytes, budget: budget)
    outcomes = PartitionedSpill(blockBytes: blockBytes, budget: budget)
    keys = PartitionedSpill(blockBytes: blockBytes, budget: budget)
    checkHash = RequestKey.checkHash(hash)
    counts = .allocate(capacity: 1)
    counts.initialize(to: Counts())
    codings = .allocate(capacity: PartitionedSpill.count)
    codings.initialize(repeating: RequestCoding(), count: PartitionedSpill.count)
  }

  deinit {
    counts.deinitialize(count: 1)
    counts.deallocate()
    codings.deallocate()
  }

  /// The spill file, made when it is first needed.
  private func spillFile() throws(StorageError) -> SpillFile {
    if let file { return file }
    let made = try SpillFile(beside: path)
    file = made
    return made
  }

  /// Takes a usage row, which gets its place in the order and the hash of its task.
  func append(
    _ record: inout RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, line: UInt32
  ) throws(StorageError) {
    guard requestCount < UInt32.max - 1 else { throw .overflow(what: "the number of rows of one import") }
    record.sequence = requestCount
    counts.pointee.requests += 1
    record.taskHash = taskID.count == 0 ? 0 : hash.hash(taskID)
    let key = RequestKey(
      key: hash.hash(requestID), check: UInt32(truncatingIfNeeded: checkHash.state(requestID)),
      body: record.bodyHash(hash, parentID: parentID), task: record.taskHash, sequence: record.sequence,
      importID: record.importID)
    counts.pointee.origins.add(sequence: record.sequence, line: line, importID: record.importID)
    // Rows without a task spread over all parts, so that no part is out of proportion.
    let part = PartitionedSpill.partition(of: record.taskHash == 0 ? key.key : record.taskHash)
    let coding = codings + part
    if requests.isFull(part, for: NumberCoding.mostBytes + requestID.count + taskID.count + parentID.count) {
      try requests.flush(part) { () throws(StorageError) in try spillFile() }
    }
    requests.append(to: part) { (buffer: inout ByteBuffer) in
      coding.pointee.append(record, requestID: requestID, taskID: taskID, parentID: parentID, to: &buffer)
    }
    let keyPart = PartitionedSpill.partition(of: key.key)
    if keys.isFull(keyPart, for: RequestKey.byteCount) {
      try keys.flush(keyPart) { () throws(StorageError) in try spillFile() }
    }
    keys.append(to: keyPart) { key.append(to: &$0) }
  }

  /// Takes an outcome row, which gets its place in the order and the hash of its task.
  func append(
    _ record: inout OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer
  ) throws(StorageError) {
    guard outcomeCount < UInt32.max - 1 else { throw .overflow(what: "the number of rows of one import") }
    record.sequence = outcomeCount
    counts.pointee.outcomes += 1
    record.taskHash = hash.hash(taskID)
    let part = PartitionedSpill.partition(of: record.taskHash)
    if outcomes.isFull(part, for: NumberCoding.mostBytes + taskID.count + pairID.count) {
      try outcomes.flush(part) { () throws(StorageError) in try spillFile() }
    }
    outcomes.append(to: part) { (buffer: inout ByteBuffer) in
      OutcomeCoding.append(record, taskID: taskID, pairID: pairID, to: &buffer)
    }
  }

  /// Neighbouring partitions that are worked on together, so that a small import makes few parts.
  static func parts(rows: Int) -> [Range<Int>] {
    let wanted = max(1, min(PartitionedSpill.count, rows / 16_384))
    var parts = 1
    while parts < wanted { parts *= 2 }
    let width = PartitionedSpill.count / parts
    return stride(from: 0, to: PartitionedSpill.count, by: width).map { $0..<$0 + width }
  }

  /// The lines of some usage rows in their files.
  ///
  /// - Parameter sequences: in order.
  func lines(of sequences: [UInt32]) -> [UInt32: UInt32] { counts.pointee.origins.lines(of: sequences) }

  /// The keys of some partitions by key, which can be had once; those of one request stay in the order of their sequence.
  func sortedKeys(_ part: Range<Int>) throws(StorageError) -> [RequestKey] {
    var buffer = ByteBuffer()
    for partition in part { try keys.read(partition, file: file, into: &buffer, isLast: true) }
    var list = RequestKey.sorted(in: buffer, origins: counts.pointee.origins)
    if !passedOver.isEmpty { list.removeAll { passedOver.contains($0.sequence) } }
    return list
  }

  /// Appends the packed usage rows of some partitions; with `isLast` they are not there any more afterwards.
  func readRequests(_ part: Range<Int>, into buffer: inout ByteBuffer, isLast: Bool) throws(StorageError) {
    for partition in part { try requests.read(partition, file: file, into: &buffer, isLast: isLast) }
  }

  /// Appends the packed outcome rows of some partitions; with `isLast` they are not there any more afterwards.
  func readOutcomes(_ part: Range<Int>, into buffer: inout ByteBuffer, isLast: Bool) throws(StorageError) {
    for partition in part { try outcomes.read(partition, file: file, into: &buffer, isLast: isLast) }
  }
}
