/// The units of a period that a cap lets through or blocks (method 4.1): a task, or a request without a task.
///
/// Only requests of the period count. Units of one worker lie together, in the order of their first request; units
/// with equal times in the byte order of their ids. Worker numbers tell workers apart and mean nothing else.
public struct SpendUnits: Sendable {
  public struct Unit: Hashable, Sendable {
    /// Time of the first request of the period, nanoseconds since 1970.
    public var firstNanos: Int64
    /// Cost of the period's priced requests.
    public var costNanos: Int64
    /// Input and output tokens of the period's requests.
    public var tokens: Int64
    /// Requests of the period without a cost: their cost is unknown, not 0.
    public var unpricedRequests: Int32
    /// Who sent the first request; 0 = blank.
    public var worker: Int32
    /// Months since year 0 of the first request.
    public var month: Int32
    /// Position in `places`.
    public var place: Int32
    /// Position in `tasks`; -1 without an outcome.
    public var task: Int32
    /// Whether the unit is a task, not a single request.
    public var isTask: Bool

    @inlinable
    public init(
      firstNanos: Int64, costNanos: Int64, tokens: Int64, unpricedRequests: Int32, worker: Int32, month: Int32,
      place: Int32, task: Int32, isTask: Bool
    ) {
      self.firstNanos = firstNanos
      self.costNanos = costNanos
      self.tokens = tokens
      self.unpricedRequests = unpricedRequests
      self.worker = worker
      self.month = month
      self.place = place
      self.task = task
      self.isTask = isTask
    }
  }

  /// What the outcome in force says of a task; its token cost is that of all its requests, whatever their month.
  public struct TaskOutcome: Hashable, Sendable {
    /// Position in `keys`.
    public var key: Int32
    public var figures: Figures<Int64>

    @inlinable
    public init(key: Int32, figures: Figures<Int64>) {
      self.key = key
      self.figures = figures
    }
  }

  /// Whose spend a unit is: the outcome's department and category, else the first request's; nil = blank.
  public struct Place: Hashable, Sendable {
    public var department: String?
    public var category: String?

    public init(department: String?, category: String?) {
      self.department = department
      self.category = category
    }
  }

  public var units: [Unit]
  public var tasks: [TaskOutcome]
  public var keys: [TaskCellKey]
  public var places: [Place]

  public init(units: [Unit], tasks: [TaskOutcome], keys: [TaskCellKey], places: [Place]) {
    self.units = units
    self.tasks = tasks
    self.keys = keys
    self.places = places
  }
}
