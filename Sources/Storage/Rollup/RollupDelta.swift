internal import TriageModel

/// What a commit adds to the rollup cells: exact sums, in any order, by one thread.
///
/// A task is added with sign 1 as it is now, after it was taken away with sign −1 as it was before.
struct RollupDelta {
  private(set) var tasks = CellSums<TaskCellNumbers, Moments>()
  private(set) var spend = CellSums<SpendCellNumbers, UsageSums>()
  /// What the requests of each spend cell hide, by the cell's position.
  private(set) var hidden: [HiddenSums] = []
  private(set) var models = CellSums<ModelCellNumbers, ModelSums>()
  /// Facts by category that fill no run yet.
  private var facts = FactsByCategory()
  private var months: MonthOfInstant
  /// What was added to each spend cell since it was last brought up to date, by the cell's position.
  private var openSpend: [OpenSpend] = []
  private var openModels: [RunningSums] = []
  private var lastSpend: (key: SpendCellNumbers, place: Int)?
  private var lastModel: (key: ModelCellNumbers, place: Int)?

  private struct OpenSpend {
    var sums = RunningSums()
    var hidden = RunningHiddenSums()
  }

  /// - Parameter zone: in which months are counted.
  init(zone: ReportingZone) { months = MonthOfInstant(zone: zone) }

  // MARK: Adding rows

  /// Adds the requests of one task, or one request without a task.
  ///
  /// - Parameters:
  ///   - rows: positions in `requests`.
  ///   - outcome: the outcome in force; nil without one.
  ///   - pair: hash of the outcome's pair id.
  mutating func add(
    _ requests: [RequestRecord], _ rows: Span<Int32>, outcome: OutcomeRecord?, pair: UInt64, sign: Int64,
    pricing: inout Pricing
  ) throws(StorageError) {
    var cost: Int128 = 0
    var state = CostState.noUsage
    let lastRoot = LastRoot.nanos(requests, rows, outcome)
    for index in rows.indices {
      let request = requests[Int(rows[index])]
      let listed = pricing.listCost(request)
      let reported = request.present.contains(.cost) ? Int128(request.reportedCostNanos) : nil
      // What a seat pays for has a cost of zero, and none to be compared with the price book.
      let comparable = request.charge == .own ? reported : nil
      let requestCost = reported ?? listed
      if requestCost == nil { state = .unpriced } else if state == .noUsage { state = .priced }
      cost += requestCost ?? 0
      let range = reported == nil && listed != nil ? pricing.listRange(request) : nil
      let untiered = reported == nil && pricing.lacksTier(request) ? listed : nil
      add(
        toModels: request, requestCost, reported: comparable, listed: listed, range: range, untiered: untiered,
        sign: sign)
      let place = spendPlace(request, outcome: outcome)
      openSpend[place].sums.add(request, cost: requestCost, disagrees: disagrees(request, outcome), sign: sign)
      openSpend[place].hidden.add(
        request, cost: requestCost ?? 0, rates: pricing.lastRates, isSuperseded: request.atNanos < lastRoot,
        sign: sign)
    }
    guard let outcome else { return }
    guard let costNanos = Int64(exactly: cost) else { throw .overflow(what: "the cost of a task") }
    try add(task: outcome, costNanos: costNanos, state: state, pair: pair, sign: sign)
  }

  private mutating func add(
    toModels request: RequestRecord, _ cost: Int128?, reported: Int128?, listed: Int128?,
    range: (low: Int128, high: Int128)?, untiered: Int128?, sign: Int64
  ) {
    let key = ModelCellNumbers(month: months.month(request.atNanos), provider: request.provider, model: request.model)
    let place: Int
    if let lastModel, lastModel.key == key {
      place = lastModel.place
    } else {
      place = modelPlace(key)
      lastModel = (key, place)
    }
    if openModels[place].isFull { takeModel(place) }
    openModels[place].add(request, cost: cost, disagrees: false, sign: sign)
    if let reported, let listed { openModels[place].compare(reported: reported, listed: listed, sign: sign) }
    if let range, let listed { openModels[place].add(range: range, around: listed, sign: sign) }
    if let untiered { openModels[place].add(untiered: untiered, sign: sign) }
  }

  private func disagrees(_ request: RequestRecord, _ outcome: OutcomeRecord?) -> Bool {
    guard let outcome else { return false }
    return (request.department != 0 && request.department != outcome.department)
      || (request.category != 0 && request.category != outcome.category)
  }

  /// The position of the cell that a request's spend belongs to, with room for it.
  @inline(__always)
  private mutating func spendPlace(_ request: RequestRecord, outcome: OutcomeRecord?) -> Int {
    var key = SpendCellNumbers(
      month: months.month(request.atNanos), completedMonth: request.taskID.count == 0 ? -1 : 0,
      department: request.department, category: request.category, tool: 0)
    if let outcome {
      key.completedMonth = months.month(outcome.completedNanos)
      key.department = outcome.department
      key.category = outcome.category
      key.tool = outcome.tool
    }
    let place: Int
    if let lastSpend, lastSpend.key == key {
      place = lastSpend.place
    } else {
      place = spendPlace(key)
      lastSpend = (key, place)
    }
    if openSpend[place].sums.isFull { takeSpend(place) }
    return place
  }

  /// The position of a spend cell, with room for what is added to it.
  private mutating func spendPlace(_ key: SpendCellNumbers) -> Int {
    let place = spend.place(key, start: UsageSums())
    if place == openSpend.count {
      openSpend.append(OpenSpend())
      hidden.append(HiddenSums())
    }
    return place
  }

  /// The same of a model's cell.
  private mutating func modelPlace(_ key: ModelCellNumbers) -> Int {
    let place = models.place(key, start: ModelSums())
    if place == openModels.count { openModels.append(RunningSums()) }
    return place
  }

  private mutating func takeSpend(_ place: Int) {
    guard !openSpend[place].sums.isEmpty else { return }
    let usage = openSpend[place].sums.usage
    spend[place].add(usage)
    openSpend[place].hidden.take(into: &hidden[place], usage)
    openSpend[place].sums = RunningSums()
  }

  private mutating func takeModel(_ place: Int) {
    guard !openModels[place].isEmpty else { return }
    models[place].add(openModels[place].modelSums)
    openModels[place] = RunningSums()
  }

  private mutating func add(
    task: OutcomeRecord, costNanos: Int64, state: CostState, pair: UInt64, sign: Int64
  ) throws(StorageError) {
    let key = TaskCellNumbers(
      month: months.month(task.completedNanos), department: task.department, category: task.category, tool: task.tool,
      complexity: task.complexity, costState: state, basis: task.valueBasis, succeeded: task.succeeded)
    let figures = Figures(
      v: task.valueMoment, k: costNanos, r: task.reviewMillis, w: task.reworkMillis, p: task.succeededMillionths)
    do throws(ArithmeticOverflow) {
      try tasks[tasks.place(key, start: Moments())].add(task: figures, sign: sign)
    } catch {
      throw .overflow(what: "the sum of the task figures")
    }
    facts.add(StoredFact(key: key, sign: sign, worker: task.worker, pair: pair, figures: figures))
  }

  // MARK: Taking out

  /// Full runs of facts, which are taken out; with `all` the others as well.
  mutating func takeFacts(all: Bool) -> [(category: Int32, facts: [StoredFact])] {
    facts.take(atLeast: all ? 1 : StoredFactRun.length)
  }

  /// Takes over all cells of another delta.
  mutating func merge(_ other: RollupDelta) throws(StorageError) {
    var other = other
    other.flush()
    flush()
    for (key, moments) in other.tasks.all {
      do throws(ArithmeticOverflow) {
        try tasks[tasks.place(key, start: Moments())].add(moments)
      } catch {
        throw .overflow(what: "the sum of the task figures")
      }
    }
    for (index, (key, sums)) in other.spend.all.enumerated() {
      let place = spendPlace(key)
      spend[place].add(sums)
      hidden[place].add(other.hidden[index])
    }
    for (key, sums) in other.models.all {
      models[modelPlace(key)].add(sums)
    }
    for (_, list) in other.facts.take(atLeast: 1) { facts.add(list) }
  }

  /// Brings what was held back into the cells; to be called before they are read.
  mutating func flush() {
    for place in openSpend.indices { takeSpend(place) }
    for place in openModels.indices { takeModel(place) }
  }
}
