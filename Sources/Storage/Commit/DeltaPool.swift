internal import Synchronization
internal import TriageModel

/// What each thread that works on a commit has for itself.
final class DeltaPool: Sendable {
  private let free: Mutex<[Workplace]>
  private let pricing: Pricing
  private let zone: ReportingZone

  init(pricing: Pricing, zone: ReportingZone) {
    self.pricing = pricing
    self.zone = zone
    free = Mutex([])
  }

  /// Lends a workplace that no other thread has.
  func withWorkplace<Result>(_ body: (Workplace) throws -> Result) rethrows -> Result {
    let place = free.withLock { $0.popLast() } ?? Workplace(pricing: pricing, zone: zone)
    defer { free.withLock { $0.append(place) } }
    return try body(place)
  }

  /// All that was added, once the work is done.
  func total() throws(StorageError) -> RollupDelta {
    let places = free.withLock { list in
      let all = list
      list = []
      return all
    }
    var total = RollupDelta(zone: zone)
    for place in places { try total.merge(place.delta) }
    total.flush()
    return total
  }
}

/// A rollup delta, a price list, and rows in memory that is used again from part to part.
final class Workplace: @unchecked Sendable {
  var delta: RollupDelta
  var pricing: Pricing
  var rows = PartRows()

  /// - Parameter zone: of the delta's months.
  init(pricing: Pricing, zone: ReportingZone = .utc) {
    self.pricing = pricing
    delta = RollupDelta(zone: zone)
  }
}

/// The rows of one part of all tasks.
struct PartRows: ~Copyable {
  var requests: [RequestRecord] = []
  var outcomes: [OutcomeRecord] = []
  /// Texts of the requests and of the outcomes.
  var arena = ByteBuffer()
  var outcomeArena = ByteBuffer()

  /// Forgets the rows and keeps the memory.
  mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    outcomes.removeAll(keepingCapacity: true)
    arena.removeAll()
    outcomeArena.removeAll()
  }
}
