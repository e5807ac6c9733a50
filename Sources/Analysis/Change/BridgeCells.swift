import TriageModel

/// Tasks, spend and tokens of one period by kind of work: the cells of the bridge (method 7.2).
struct BridgeCells: Sendable {
  /// A kind of work: a tool in a category, or a ledger line of a category.
  struct Key: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      case tool(String)
      /// Ledger line c.
      case noOutcome
      /// Ledger line d.
      case noTask

      /// Tools by name, then the lines.
      fileprivate var order: (Int, String) {
        switch self {
        case .tool(let name): (0, name)
        case .noOutcome: (1, "")
        case .noTask: (2, "")
        }
      }
    }

    var category: String
    var kind: Kind

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.category != right.category { return NameOrder.precedes(left.category, right.category) }
      let (a, b) = (left.kind.order, right.kind.order)
      return a.0 != b.0 ? a.0 < b.0 : NameOrder.precedes(a.1, b.1)
    }
  }

  struct Cell: Hashable, Sendable {
    /// Tasks completed in the period; requests of lines c and d.
    var quantity: Int128 = 0
    /// Nano-dollars of requests in the period.
    var spend: Int128 = 0
    /// Input and output tokens of the priced requests.
    var tokens: Int128 = 0
  }

  /// Cells with a quantity.
  private(set) var cells: [Key: Cell] = [:]
  /// Spend without a category, and spend on tasks of a kind of which none was completed in the period.
  private(set) var notAttributed = Money.zero

  /// - Parameters:
  ///   - tasks: R1 of the period.
  ///   - spend: R4 of every month.
  init(period: Period, tasks: [TaskCell], spend: [SpendCell], policy: Policy) {
    for cell in tasks {
      let key = Key(category: cell.key.category, kind: .tool(policy.canonicalName(cell.key.tool)))
      cells[key, default: Cell()].quantity += Int128(cell.moments.count)
    }
    for cell in spend where period.contains(cell.month) {
      guard let key = BridgeCells.key(cell, policy: policy) else {
        notAttributed += cell.usage.cost
        continue
      }
      var sums = cells.removeValue(forKey: key) ?? Cell()
      sums.spend += cell.usage.costNanos
      sums.tokens += cell.usage.inputTokens + cell.usage.outputTokens - cell.usage.unpricedTokens
      switch key.kind {
      case .tool: break
      case .noOutcome, .noTask: sums.quantity += cell.usage.requests
      }
      cells[key] = sums
    }
    for (key, cell) in cells where cell.quantity <= 0 {
      notAttributed += Money(nanos: cell.spend)
      cells[key] = nil
    }
  }

  /// Cells made elsewhere.
  init(cells: [Key: Cell], notAttributed: Money) {
    self.cells = cells
    self.notAttributed = notAttributed
  }

  /// Takes spend that belongs to no kind of work.
  mutating func add(notAttributed amount: Money) { notAttributed += amount }

  private static func key(_ cell: SpendCell, policy: Policy) -> Key? {
    guard let category = cell.category else { return nil }
    switch cell.line {
    case .task: return cell.tool.map { Key(category: category, kind: .tool(policy.canonicalName($0))) }
    case .noOutcome: return Key(category: category, kind: .noOutcome)
    case .noTask: return Key(category: category, kind: .noTask)
    }
  }

  /// Spend of all cells and beside them.
  var total: Money { Money(nanos: cells.values.reduce(0) { $0 + $1.spend }) + notAttributed }
}
