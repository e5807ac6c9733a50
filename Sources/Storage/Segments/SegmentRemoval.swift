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

  enum Fate {
    case stays
    case away
    case toReplaced
  }

  /// Decides on each request of a segment.
  func removeRequests(_ entry: SegmentStore.Entry, fate: (UnsafeRawBufferPointer) -> Fate) throws {
    let bytes = try store.bytes(entry.id)
    var records: [RequestRecord] = []
    var arena = ByteBuffer()
    try RequestSegment.read(figures: bytes.figures, texts: bytes.texts, into: &records, arena: &arena)
    let fates = records.map { fate(arena.text($0.requestID)) }
    guard fates.contains(where: { $0 != .stays }) else { return }
    try store.remove(entry.id)
    try records.withUnsafeBufferPointer { records in
      for (kind, kept) in [(entry.kind, Fate.stays), (.replaced, .toReplaced)] {
        let order = records.indices.filter { fates[$0] == kept }.map { Int32($0) }
        guard !order.isEmpty else { continue }
        try store.insert(RequestSegment.make(kind: kind, records, order: order[...], arena: arena))
      }
    }
  }

  /// Takes out all rows of one import.
  func removeImport(_ importID: Int32) throws {
    for entry in store.directory where entry.firstImport <= importID && importID <= entry.lastImport {
      if entry.firstImport == entry.lastImport {
        try store.remove(entry.id)
      } else if entry.kind == .outcomes {
        try removeOutcomes(entry, of: importID)
      } else {
        try removeRequests(entry, of: importID)
      }
    }
  }

  private func removeRequests(_ entry: SegmentStore.Entry, of importID: Int32) throws {
    let bytes = try store.bytes(entry.id)
    var records: [RequestRecord] = []
    var arena = ByteBuffer()
    try RequestSegment.read(figures: bytes.figures, texts: bytes.texts, into: &records, arena: &arena)
    try store.remove(entry.id)
    try records.withUnsafeBufferPointer { records in
      let order = records.indices.filter { records[$0].importID != importID }.map { Int32($0) }
      guard !order.isEmpty else { return }
      try store.insert(RequestSegment.make(kind: entry.kind, records, order: order[...], arena: arena))
    }
  }

  private func removeOutcomes(_ entry: SegmentStore.Entry, of importID: Int32) throws {
    let bytes = try store.bytes(entry.id)
    var records: [OutcomeRecord] = []
    var arena = ByteBuffer()
    try OutcomeSegment.read(figures: bytes.figures, texts: bytes.texts, into: &records, arena: &arena)
    try store.remove(entry.id)
    try records.withUnsafeBufferPointer { records in
      let order = records.indices.filter { records[$0].importID != importID }.map { Int32($0) }
      guard !order.isEmpty else { return }
      try store.insert(OutcomeSegment.make(records, order: order[...], arena: arena))
    }
  }
}
