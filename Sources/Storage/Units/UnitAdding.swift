internal import TriageModel

/// Adds the requests of segments up to drafts of units, column by column: no request becomes a record of its own
/// unless its price has to be looked up.
struct UnitAdding {
  let segments: [SegmentBytes]
  private var pricing: Pricing
  private let times: Range<Int64>
  /// Ids of the requests of a segment, read only where two requests of one time have to be told apart.
  private var requestIDs: [Int: [String]] = [:]

  init(segments: [SegmentBytes], pricing: Pricing, times: Range<Int64>) {
    self.segments = segments
    self.pricing = pricing
    self.times = times
  }

  /// One draft per task of a segment whose hash is in the part.
  mutating func tasks(
    ofSegment segment: Int, hashes: Range<UInt64>, into arena: inout ByteBuffer
  ) throws -> [UnitDraft] {
    let figures = try RequestSegment.Figures(segments[segment].blobs)
    var drafts: [UnitDraft] = []
    var places = [Int32](repeating: -1, count: figures.taskCount)
    for task in 0..<figures.taskCount {
      let hash = figures.taskHash(task)
      guard hashes.contains(hash) else { continue }
      places[task] = Int32(drafts.count)
      var draft = UnitDraft()
      draft.taskHash = hash
      drafts.append(draft)
    }
    guard !drafts.isEmpty else { return [] }
    var reading = ByteReading(segments[segment].blobs.texts)
    let ids = try PackedTexts.read(&reading, count: figures.taskCount, into: &arena)
    for task in 0..<figures.taskCount where places[task] >= 0 { drafts[Int(places[task])].id = ids[task] }
    let columns = UnitColumns(figures)
    for row in 0..<figures.count {
      guard let task = Int(exactly: columns.task[row]), places.indices.contains(task) else {
        throw ByteReading.Damaged()
      }
      let place = Int(places[task])
      if place >= 0 { try add(row, segment, columns, to: &drafts[place]) }
    }
    return drafts
  }

  /// One draft per request of segments without tasks.
  mutating func singles(into arena: inout ByteBuffer) throws -> [UnitDraft] {
    var drafts: [UnitDraft] = []
    for segment in segments.indices {
      let figures = try RequestSegment.Figures(segments[segment].blobs)
      var reading = ByteReading(segments[segment].blobs.texts)
      _ = try PackedTexts.read(&reading, count: figures.taskCount, into: &arena)
      let ids = try PackedTexts.read(&reading, count: figures.count, into: &arena)
      let columns = UnitColumns(figures)
      for row in 0..<figures.count {
        var draft = UnitDraft()
        draft.id = ids[row]
        try add(row, segment, columns, to: &draft)
        drafts.append(draft)
      }
    }
    return drafts
  }

  @inline(__always)
  private mutating func add(
    _ row: Int, _ segment: Int, _ columns: UnitColumns, to draft: inout UnitDraft
  ) throws {
    let at = columns.at[row]
    let cost = columns.cost.isPresent(row) ? Int128(columns.cost[row]) : listCost(row, columns)
    if let cost {
      draft.allCostNanos += cost
      if draft.state == .noUsage { draft.state = .priced }
    } else {
      draft.state = .unpriced
    }
    guard times.contains(at) else { return }
    draft.requests += 1
    draft.tokens &+= columns.input[row] &+ columns.output[row]
    if let cost { draft.costNanos += cost } else { draft.unpriced += 1 }
    guard at <= draft.firstNanos else { return }
    var first = UnitDraft()
    first.firstNanos = at
    first.worker = Int32(truncatingIfNeeded: columns.worker[row])
    first.department = Int32(truncatingIfNeeded: columns.department[row])
    first.category = Int32(truncatingIfNeeded: columns.category[row])
    first.segment = Int32(segment)
    first.row = Int32(row)
    if try draft.requests == 1 || comesFirst(first, before: draft) { draft.takeFirst(of: first) }
  }

  /// Whether one request comes before another: by time, then by the bytes of its id.
  ///
  /// Requests of one time are told apart even where they name the same worker and place: a third one is compared with
  /// the one that is kept, which must not depend on the order of rows.
  private mutating func comesFirst(_ new: UnitDraft, before known: UnitDraft) throws -> Bool {
    if new.firstNanos != known.firstNanos { return new.firstNanos < known.firstNanos }
    return try id(new).utf8.lexicographicallyPrecedes(id(known).utf8)
  }

  private mutating func id(_ draft: UnitDraft) throws -> String {
    let segment = Int(draft.segment)
    if let known = requestIDs[segment] { return known[Int(draft.row)] }
    let figures = try RequestSegment.Figures(segments[segment].blobs)
    var arena = ByteBuffer()
    var reading = ByteReading(segments[segment].blobs.texts)
    _ = try PackedTexts.read(&reading, count: figures.taskCount, into: &arena)
    let places = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    var texts: [String] = []
    for place in places { texts.append(arena.string(place) ?? "") }
    requestIDs[segment] = texts
    return texts[Int(draft.row)]
  }

  private mutating func listCost(_ row: Int, _ columns: UnitColumns) -> Int128? {
    var record = RequestRecord()
    record.atNanos = columns.at[row]
    record.provider = Int32(truncatingIfNeeded: columns.provider[row])
    record.model = Int32(truncatingIfNeeded: columns.model[row])
    record.inputTokens = columns.input[row]
    record.cachedTokens = columns.cached[row]
    record.cacheWriteTokens = columns.cacheWrite[row]
    record.outputTokens = columns.output[row]
    record.reasoningTokens = columns.reasoning[row]
    record.requests = columns.requests[row]
    if let traits = columns.traits { record.traits = RequestTraits(rawValue: traits[row]) }
    if columns.input.isPresent(row) { record.present.insert(.input) }
    if columns.output.isPresent(row) { record.present.insert(.output) }
    return pricing.listCost(record)
  }

  /// The tasks of some drafts that share a hash: one, unless two ids have it.
  mutating func tasks(
    _ positions: ArraySlice<Int32>, _ drafts: [UnitDraft], _ arena: borrowing ByteBuffer
  ) throws -> [UnitDraft] {
    var tasks: [UnitDraft] = []
    for position in positions {
      let draft = drafts[Int(position)]
      var place = 0
      while place < tasks.count, !Bytes.areEqual(arena.text(tasks[place].id), arena.text(draft.id)) { place += 1 }
      guard place < tasks.count else {
        tasks.append(draft)
        continue
      }
      var task = tasks[place]
      let isFirst = try draft.requests > 0 && (task.requests == 0 || comesFirst(draft, before: task))
      task.addSums(draft)
      if isFirst { task.takeFirst(of: draft) }
      tasks[place] = task
    }
    return tasks
  }
}

/// The columns of a segment that units are made of.
struct UnitColumns {
  let task: PackedColumn.View
  let at: PackedColumn.View
  let worker: PackedColumn.View
  let department: PackedColumn.View
  let category: PackedColumn.View
  let provider: PackedColumn.View
  let model: PackedColumn.View
  let input: PackedColumn.View
  let cached: PackedColumn.View
  let cacheWrite: PackedColumn.View
  let output: PackedColumn.View
  let reasoning: PackedColumn.View
  let requests: PackedColumn.View
  let traits: PackedColumn.View?
  let cost: PackedColumn.View

  init(_ figures: RequestSegment.Figures) {
    task = figures.taskOfRow
    at = figures.atNanos
    worker = figures.names[0]
    department = figures.names[1]
    category = figures.names[2]
    provider = figures.names[3]
    model = figures.names[4]
    input = figures.tokens[0]
    cached = figures.tokens[1]
    cacheWrite = figures.tokens[2]
    output = figures.tokens[3]
    reasoning = figures.tokens[4]
    requests = figures.requests
    traits = figures.traits
    cost = figures.cost
  }
}
