/// Takes rows out of stored segments: a segment that loses some is written anew without them.
struct SegmentRemoval {
  let store: SegmentStore
  let hash: ByteHash

  /// Takes out requests that are no longer in force.
  ///
  /// - Parameters:
  ///   - replaced: go to segments of their own, so that the control totals of their import still hold.
  ///   - moved: are stored again under another task.
  func apply(replaced: [RequestKey], moved: [RequestKey]) throws {
    guard !replaced.isEmpty || !moved.isEmpty else { return }
    let keep = Set(replaced.map(\.key))
    let gone = keep.union(moved.map(\.key))
    let tasks = Set((replaced + moved).map(\.task)).subtracting([0])
    var entries = store.entries(.requests, holding: tasks.sorted())
    if (replaced + moved).contains(where: { $0.task == 0 }) {
      entries += store.directory.filter { $0.kind == .requests && $0.lastTask == 0 }
    }
    for entry in entries {
      try removeRequests(entry) { id in
        let key = hash.hash(id)
        return gone.contains(key) ? (keep.contains(key) ? .toReplaced : .away) : .stays
      }
    }
  }

  private enum Fate {
    case stays
    case away
    case toReplaced
  }

  /// Decides on each request of a segment.
  private func removeRequests(_ entry: SegmentStore.Entry, fate: (UnsafeRawBufferPointer) -> Fate) throws {
    var arena = ByteBuffer()
    let records: [RequestRecord] = try rows(of: entry, arena: &arena)
    let fates = records.map { fate(arena.text($0.requestID)) }
    guard fates.contains(where: { $0 != .stays }) else { return }
    try store.remove(entry.id)
    for (kind, kept) in [(entry.kind, Fate.stays), (.replaced, .toReplaced)] {
      try insert(records, kind: kind, arena: arena) { fates[$0] == kept }
    }
  }

  /// Calls `body` with each stored request of some imports.
  func forEachRequest(
    _ kind: Segment.Kind, of imports: Set<Int32>, _ body: (RequestRecord, borrowing ByteBuffer) throws -> Void
  ) throws {
    for entry in entries(kind, of: imports) {
      var arena = ByteBuffer()
      let records: [RequestRecord] = try rows(of: entry, arena: &arena)
      for record in records where imports.contains(record.importID) { try body(record, arena) }
    }
  }

  /// Puts replaced requests of some imports in force again.
  func restore(of imports: Set<Int32>, where isRestored: (RequestRecord, borrowing ByteBuffer) -> Bool) throws {
    for entry in entries(.replaced, of: imports) {
      var arena = ByteBuffer()
      let records: [RequestRecord] = try rows(of: entry, arena: &arena)
      let restored = records.map { isRestored($0, arena) }
      guard restored.contains(true) else { continue }
      try store.remove(entry.id)
      try insert(records, kind: .requests, arena: arena) { restored[$0] }
      try insert(records, kind: .replaced, arena: arena) { !restored[$0] }
    }
  }

  private func entries(_ kind: Segment.Kind, of imports: Set<Int32>) -> [SegmentStore.Entry] {
    store.directory.filter { entry in
      entry.kind == kind && imports.contains { entry.firstImport <= $0 && $0 <= entry.lastImport }
    }
  }

  /// Takes out all rows of one import.
  func removeImport(_ importID: Int32) throws {
    for entry in store.directory where entry.firstImport <= importID && importID <= entry.lastImport {
      if entry.firstImport == entry.lastImport {
        try store.remove(entry.id)
      } else if entry.kind == .outcomes {
        try removeRows(of: importID, entry, as: OutcomeRecord.self)
      } else {
        try removeRows(of: importID, entry, as: RequestRecord.self)
      }
    }
  }

  private func removeRows<Row: SegmentRow>(
    of importID: Int32, _ entry: SegmentStore.Entry, as: Row.Type
  ) throws {
    var arena = ByteBuffer()
    let records: [Row] = try rows(of: entry, arena: &arena)
    try store.remove(entry.id)
    try insert(records, kind: entry.kind, arena: arena) { records[$0].importID != importID }
  }

  private func rows<Row: SegmentRow>(of entry: SegmentStore.Entry, arena: inout ByteBuffer) throws -> [Row] {
    let bytes = try store.bytes(entry.id)
    var records: [Row] = []
    try Row.read(bytes.blobs, wanted: nil, into: &records, arena: &arena)
    return records
  }

  /// Stores the rows that stay.
  private func insert<Row: SegmentRow>(
    _ records: [Row], kind: Segment.Kind, arena: borrowing ByteBuffer, where stays: (Int) -> Bool
  ) throws {
    let order = records.indices.filter(stays).map { Int32($0) }
    guard !order.isEmpty else { return }
    let segment = records.withUnsafeBufferPointer { Segment.make(kind: kind, $0, order: order[...], arena: arena) }
    try store.insert(segment)
  }
}
