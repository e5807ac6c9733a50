internal import GRDB
public import TriageModel

extension TriageDatabase {
  /// The units of a period, in one walk over all stored rows (method 4.1).
  ///
  /// The result depends on the rows alone, apart from the numbers of workers, keys and places.
  ///
  /// - Throws: `StorageError.damaged` where a segment does not match its checksum, `.overflow` where the cost of a task
  ///   leaves 64 bits.
  public func units(in period: Period) throws(StorageError) -> SpendUnits {
    try read { db in try UnitReader(db: db).units(in: period) }
  }
}

/// Walks all stored rows part by part and puts the units in order.
struct UnitReader {
  let db: Database

  /// The parts of all stored rows, and the segments of requests without a task.
  struct Walk {
    private let segments: SegmentStore
    private let parts: [Range<Int>]
    private let withoutTask: [SegmentStore.Entry]

    init(db: Database) throws {
      segments = try SegmentStore(db: db)
      withoutTask = segments.directory.filter { $0.kind == .requests && $0.lastTask == 0 }
      parts = RowSpill.parts(rows: segments.directory.filter { $0.kind != .replaced }.reduce(0) { $0 + $1.rows })
    }

    var count: Int { parts.count + withoutTask.count }

    func job(_ index: Int) throws -> UnitPart.Job {
      guard index < parts.count else {
        return UnitPart.Job(requests: [try segments.bytes(withoutTask[index - parts.count].id)])
      }
      let low = PartitionedSpill.firstHash(of: parts[index].lowerBound)
      let high = PartitionedSpill.firstHash(of: parts[index].upperBound)
      return UnitPart.Job(
        requests: try segments.entries(.requests, from: low, upTo: high).map { try segments.bytes($0.id) },
        outcomes: try segments.entries(.outcomes, from: low, upTo: high).map { try segments.bytes($0.id) },
        hashes: low..<high)
    }
  }

  func units(in period: Period) throws -> SpendUnits {
    let walk = try Walk(db: db)
    let zone = try DatabaseSettings.zone(db, path: "")
    let part = UnitPart(
      order: try OutcomeOrder(db: db), pricing: try Pricing(db: db), times: zone.times(of: period), zone: zone)
    var collection = UnitCollection()
    try OrderedPipeline.run(
      count: walk.count, prepare: { try walk.job($0) }, work: { try part.run($0) },
      consume: { collection.add($0) })
    return collection.units(names: try NameTexts(db))
  }
}

/// All units as they come from the parts, to be put in order at the end.
private struct UnitCollection: ~Copyable {
  private var units: [SpendUnits.Unit] = []
  private var tasks: [SpendUnits.TaskOutcome] = []
  private var keys = CellSums<TaskCellNumbers, Void>()
  private var places = CellSums<PlaceNumbers, Void>()
  private var ids = ByteBuffer()
  private var idEnds: [Int] = [0]

  init() {}

  mutating func add(_ output: UnitPart.Output) {
    let keyPlaces = output.keys.map { Int32(keys.place($0, start: ())) }
    let placePlaces = output.places.map { Int32(places.place($0, start: ())) }
    let firstTask = Int32(tasks.count)
    for task in output.tasks {
      tasks.append(SpendUnits.TaskOutcome(key: keyPlaces[Int(task.key)], figures: task.figures))
    }
    for var unit in output.units {
      unit.place = placePlaces[Int(unit.place)]
      if unit.task >= 0 { unit.task += firstTask }
      units.append(unit)
    }
    let start = ids.count
    ids.append(output.ids.buffer.bytes)
    for end in output.idEnds { idEnds.append(start + end) }
  }

  consuming func units(names: NameTexts) -> SpendUnits {
    let order = inOrder()
    return SpendUnits(
      units: order.map { units[Int($0)] }, tasks: tasks, keys: keys.all.map { names.key($0.0) },
      places: places.all.map { place, _ in
        SpendUnits.Place(department: names[Int64(place.department)], category: names[Int64(place.category)])
      })
  }

  /// Positions by worker, then time, then the bytes of the id: workers by counting, each worker's units by comparing.
  private borrowing func inOrder() -> [Int32] {
    let largest = Int(units.reduce(0) { max($0, $1.worker) })
    var starts = [Int](repeating: 0, count: largest + 2)
    for unit in units { starts[Int(unit.worker) + 1] += 1 }
    for worker in 1..<starts.count { starts[worker] += starts[worker - 1] }
    var order = [Int32](repeating: 0, count: units.count)
    var next = starts
    for (position, unit) in units.enumerated() {
      order[next[Int(unit.worker)]] = Int32(position)
      next[Int(unit.worker)] += 1
    }
    let (units, ends, bytes) = (units, idEnds, ids.bytes)
    for worker in 0...largest where starts[worker + 1] - starts[worker] > 1 {
      order[starts[worker]..<starts[worker + 1]].sort { left, right in
        let (a, b) = (units[Int(left)], units[Int(right)])
        if a.firstNanos != b.firstNanos { return a.firstNanos < b.firstNanos }
        let first = bytes[ends[Int(left)]..<ends[Int(left) + 1]]
        let second = bytes[ends[Int(right)]..<ends[Int(right) + 1]]
        if first.elementsEqual(second) { return a.isTask && !b.isTask }
        return first.lexicographicallyPrecedes(second)
      }
    }
    return order
  }
}
