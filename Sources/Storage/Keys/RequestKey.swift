/// What recognises a request that is there already: hashes of its id, of its body and of its task.
struct RequestKey {
  /// Hash of the request id.
  var key: UInt64
  /// A second hash of it: only ids that agree in both are one.
  var check: UInt32
  /// Hash of everything but the task.
  var body: UInt64
  /// Hash of the task id; 0 = no task.
  var task: UInt64
  /// Position among the rows of this commit.
  var sequence: UInt32
  var importID: Int32

  /// Of a key on its way; its import follows from its sequence.
  static let byteCount = 32

  /// The second hash of ids.
  static func checkHash(_ hash: ByteHash) -> ByteHash { ByteHash(seed: ByteHash.mix(hash.seed, 3)) }

  func append(to buffer: inout ByteBuffer) {
    buffer.reserve(Self.byteCount + 8)
    buffer.appendReserved(key, width: 8)
    buffer.appendReserved(body, width: 8)
    buffer.appendReserved(task, width: 8)
    buffer.appendReserved(UInt64(sequence) | UInt64(check) << 32, width: 8)
  }

  init(key: UInt64, check: UInt32, body: UInt64, task: UInt64, sequence: UInt32, importID: Int32) {
    self.key = key
    self.check = check
    self.body = body
    self.task = task
    self.sequence = sequence
    self.importID = importID
  }

  /// The key of a stored row.
  init(_ record: RequestRecord, arena: borrowing ByteBuffer, hash: ByteHash, checkHash: ByteHash) {
    let id = arena.text(record.requestID)
    self.init(
      key: hash.hash(id), check: UInt32(truncatingIfNeeded: checkHash.state(id)),
      body: record.bodyHash(hash, parentID: arena.text(record.parentID)), task: record.taskHash, sequence: .max,
      importID: record.importID)
  }

  private init(_ place: UnsafeRawPointer, _ origins: borrowing RowOrigins) {
    key = place.loadUnaligned(as: UInt64.self).littleEndian
    body = place.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
    task = place.loadUnaligned(fromByteOffset: 16, as: UInt64.self).littleEndian
    let both = place.loadUnaligned(fromByteOffset: 24, as: UInt64.self).littleEndian
    sequence = UInt32(truncatingIfNeeded: both)
    check = UInt32(truncatingIfNeeded: both >> 32)
    importID = origins.importID(of: sequence)
  }

  /// The keys of a buffer that `append` filled, by key; equal ones stay in the order in which they came.
  static func sorted(in buffer: borrowing ByteBuffer, origins: borrowing RowOrigins) -> [RequestKey] {
    let memory = UnsafeRawPointer(buffer.memory)
    let order = TaskOrder.sorted(count: buffer.count / byteCount) { place in
      memory.loadUnaligned(fromByteOffset: place * byteCount, as: UInt64.self).littleEndian
    }
    var keys: [RequestKey] = []
    keys.reserveCapacity(order.count)
    for place in order { keys.append(RequestKey(memory + Int(place) * byteCount, origins)) }
    return keys
  }
}
