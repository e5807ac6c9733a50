public import TriageModel

/// Caps per worker and month on the units of a period (method 4.1, 4.2).
///
/// The running sum of each worker's month is made once; every cap, the curve over all of them and the matched cap are
/// read from it. A unit without a worker is never blocked.
public struct CapSimulation: Sendable {
  public let measure: CapOutcome.Measure
  let valued: ValuedUnits
  private let kindestValueMillionths: Int64
  /// R of each unit: what its worker has used in the month, this unit included; −1 without a worker.
  let running: [Int64]
  /// Distinct workers of each place, ascending.
  private let workersOfPlace: [[Int32]]

  /// - Throws: `AnalysisError.overflow`.
  public init(_ units: SpendUnits, policy: Policy, measure: CapOutcome.Measure) throws(AnalysisError) {
    try self.init(
      valued: ValuedUnits(units, policy: policy), measure: measure,
      kindestValueMillionths: policy.capKindestValueMillionths)
  }

  private init(
    valued: ValuedUnits, measure: CapOutcome.Measure, kindestValueMillionths: Int64
  ) throws(AnalysisError) {
    self.valued = valued
    self.kindestValueMillionths = kindestValueMillionths
    self.measure = measure
    var running: [Int64] = []
    var workersOfPlace = [[Int32]](repeating: [], count: valued.source.places.count)
    running.reserveCapacity(valued.source.units.count)
    var (worker, month, sum): (Int32, Int32, Int64) = (0, 0, 0)
    for unit in valued.source.units {
      guard unit.worker != 0 else {
        running.append(-1)
        continue
      }
      // Units of one worker lie together.
      if workersOfPlace[Int(unit.place)].last != unit.worker { workersOfPlace[Int(unit.place)].append(unit.worker) }
      if unit.worker != worker || unit.month != month { (worker, month, sum) = (unit.worker, unit.month, 0) }
      let (next, overflow) = sum.addingReportingOverflow(measure == .spend ? unit.costNanos : unit.tokens)
      guard !overflow else { throw .overflow(category: nil) }
      sum = next
      running.append(sum)
    }
    self.running = running
    self.workersOfPlace = workersOfPlace
  }

  /// The same units under a cap of another measure.
  public func measuring(_ measure: CapOutcome.Measure) throws(AnalysisError) -> CapSimulation {
    try CapSimulation(valued: valued, measure: measure, kindestValueMillionths: kindestValueMillionths)
  }

  // MARK: One cap

  /// The cap of a policy and those of its departments; nil where it names none. In dollars only.
  public func outcome(
    of policy: Policy, hiddenCategories: Set<String?> = [], hiddenDepartments: Set<String?> = []
  ) -> CapOutcome? {
    guard policy.capPerWorkerMonth != nil || !policy.departmentCaps.isEmpty else { return nil }
    return outcome(
      cap: policy.capPerWorkerMonth.map { Int64(clamping: $0.nanos) } ?? CapOutcome.noCap,
      caps: policy.departmentCaps.mapValues { Int64(clamping: $0.nanos) }, hiddenCategories: hiddenCategories,
      hiddenDepartments: hiddenDepartments)
  }

  /// - Parameters:
  ///   - cap: nano-dollars or tokens, not negative. A unit is blocked if its running sum is above it; later units count
  ///     on.
  ///   - caps: those that hold for units of a department instead; the running sum is the worker's.
  ///   - hiddenCategories: those that other tables of the period show as one line, so that both tell no more than one.
  ///   - hiddenDepartments: the same of departments; nil = rows without a department.
  public func outcome(
    cap: Int64, caps: [String: Int64] = [:], hiddenCategories: Set<String?> = [],
    hiddenDepartments: Set<String?> = []
  ) -> CapOutcome {
    let units = valued.source.units
    let capOfPlace = valued.source.places.map { place in place.department.flatMap { caps[$0] } ?? cap }
    let places = valued.source.places.count
    var blocked = [UnitSum](repeating: UnitSum(), count: places)
    var allowed = blocked
    var withoutWorker = UnitSum()
    var (worker, touched): (Int32, Int32) = (0, 0)
    var (workers, workersTouched) = (0, 0)
    var touchedOfPlace = [[Int32]](repeating: [], count: places)
    for index in units.indices {
      let unit = units[index]
      if unit.worker != worker {
        worker = unit.worker
        workers += 1
      }
      if unit.worker == 0 { withoutWorker.add(unit, in: valued) }
      if running[index] > capOfPlace[Int(unit.place)] {
        blocked[Int(unit.place)].add(unit, in: valued)
        if touchedOfPlace[Int(unit.place)].last != unit.worker { touchedOfPlace[Int(unit.place)].append(unit.worker) }
        if unit.worker != touched {
          touched = unit.worker
          workersTouched += 1
        }
      } else {
        allowed[Int(unit.place)].add(unit, in: valued)
      }
    }
    let shown = CapGroups(places: valued.source.places, workers: workersOfPlace, touched: touchedOfPlace)
    let categories = shown.categories(hidden: hiddenCategories)
    let departments = shown.departments(beside: categories, hidden: hiddenDepartments)
    let allBlocked = blocked.reduce(UnitSum(), +)
    let allAllowed = allowed.reduce(UnitSum(), +)
    return CapOutcome(
      measure: measure, cap: cap,
      departmentCaps: caps.inNameOrder().map { CapOutcome.DepartmentCap(department: $0, cap: $1) },
      all: allBlocked + allAllowed, blocked: allBlocked, allowed: allAllowed,
      withoutWorker: withoutWorker, workers: workers, workersTouched: workersTouched,
      categories: groups(blocked, allowed, categories) { $0.category },
      departments: groups(blocked, allowed, departments) { $0.department },
      kindestValueMillionths: kindestValueMillionths, bound: bound)
  }

  private func groups(
    _ blocked: [UnitSum], _ allowed: [UnitSum], _ small: SmallGroups, by name: (SpendUnits.Place) -> String?
  ) -> [CapOutcome.Group] {
    var sums: [String?: (blocked: UnitSum, allowed: UnitSum)] = [:]
    for (place, index) in zip(valued.source.places, blocked.indices) {
      let known = sums[name(place)] ?? (UnitSum(), UnitSum())
      sums[name(place)] = (known.blocked + blocked[index], known.allowed + allowed[index])
    }
    var shown: [CapOutcome.Group] = []
    var hidden: (blocked: UnitSum, allowed: UnitSum)?
    for (name, sum) in sums.inNameOrder() {
      guard small.isHidden(name) else {
        shown.append(
          CapOutcome.Group(name: name, all: sum.blocked + sum.allowed, blocked: sum.blocked, allowed: sum.allowed))
        continue
      }
      let known = hidden ?? (UnitSum(), UnitSum())
      hidden = (known.blocked + sum.blocked, known.allowed + sum.allowed)
    }
    guard let hidden else { return shown }
    return shown + [
      CapOutcome.Group(
        name: nil, isSuppressed: true, all: hidden.blocked + hidden.allowed, blocked: hidden.blocked,
        allowed: hidden.allowed)
    ]
  }

  /// All units.
  var all: UnitSum {
    var sum = UnitSum()
    for unit in valued.source.units { sum.add(unit, in: valued) }
    return sum
  }

  /// Units that a cap can bind: those of a worker.
  private var bound: UnitSum {
    var sum = UnitSum()
    for unit in valued.source.units where unit.worker != 0 { sum.add(unit, in: valued) }
    return sum
  }

  // MARK: All caps

  /// The curve over all caps, dearest cap first: one point per logarithmic bucket of R (method 0.1, R2), or per as many
  /// of them as hold units of five workers together, so that no point and no difference of two is the work of fewer
  /// (method 5). A point's cap is the largest amount below its buckets, and its figures are exact for that cap.
  public func curve() -> [CapPoint] {
    var points: [CapPoint] = []
    var last: CapPoint?
    var workers: [[Int32]] = []
    var isOpen = false
    for (point, found) in bucketCurve() {
      workers.append(found)
      last = point
      isOpen = DepartmentWorkers.union(workers).count < Suppression.fewestWorkers
      guard !isOpen else { continue }
      points.append(point)
      workers = []
    }
    // What is left at the end goes with the point before it.
    if isOpen, let last, !points.isEmpty { points[points.count - 1] = last }
    return points
  }

  /// One point per bucket that holds a unit, with the workers of the bucket.
  private func bucketCurve() -> [(point: CapPoint, workers: [Int32])] {
    let scale = LogScale()
    var table: [(bucket: Int, smallest: Int64, sum: UnitSum, workers: [Int32])] = []
    var places: [Int32] = []
    for (index, unit) in valued.source.units.enumerated() where running[index] > 0 {
      let bucket = scale.bucket(of: Double(running[index]))
      while places.count <= bucket { places.append(-1) }
      if places[bucket] < 0 {
        places[bucket] = Int32(table.count)
        table.append((bucket, Int64.max, UnitSum(), []))
      }
      let place = Int(places[bucket])
      table[place].smallest = min(table[place].smallest, running[index])
      table[place].sum.add(unit, in: valued)
      if table[place].workers.last != unit.worker { table[place].workers.append(unit.worker) }
    }
    var total = UnitSum()
    return table.sorted { $0.bucket > $1.bucket }.map { entry in
      total = total + entry.sum
      let point = CapPoint(
        cap: entry.smallest - 1, blockedUnits: total.tasks + total.singleRequests, spendSaved: total.spend,
        netValueChange: -total.netValue,
        netValueChangeAtKindest: -total.netValue(atShareOfValue: kindestValueMillionths))
      return (point, entry.workers)
    }
  }

  /// The largest cap that saves at least an amount (method 4.2): units from the largest R down until their cost
  /// reaches it, one below the R of the last; nil where no cap does, or nothing is to be saved.
  ///
  /// Only the units between two caps of the curve have to be put in order.
  public func matchedCap(saving: Money) -> Int64? {
    let curve = bucketCurve().map(\.point)
    guard saving.nanos > 0, let index = curve.firstIndex(where: { $0.spendSaved >= saving }) else { return nil }
    let above = index > 0 ? curve[index - 1].cap : Int64.max
    var between: [Int] = []
    for position in running.indices where running[position] > curve[index].cap && running[position] <= above {
      between.append(position)
    }
    between.sort { running[$0] > running[$1] }
    var saved = index > 0 ? curve[index - 1].spendSaved.nanos : 0
    for position in between {
      saved += Int128(valued.source.units[position].costNanos)
      if saved >= saving.nanos { return running[position] - 1 }
    }
    return nil
  }
}
