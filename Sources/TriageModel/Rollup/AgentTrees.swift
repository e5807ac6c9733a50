/// The shapes of the trees that requests and their parents make in the tasks of a period (method 6).
///
/// A shape needs all requests of a task side by side, so no sum of a rollup cell holds it.
public struct AgentTrees: Hashable, Sendable {
  /// Tasks whose agent trees have one depth and one widest fan-out.
  public struct Shape: Hashable, Sendable {
    /// Requests from a root to the deepest one; from `limit` up they are one.
    public var depth: Int
    /// Children of the request that has most; from `limit` up they are one.
    public var fanOut: Int
    public var tasks: Int64
    /// Cost of the period's requests of these tasks, each at its own model's price.
    public var spend: Money

    public init(depth: Int, fanOut: Int, tasks: Int64, spend: Money) {
      self.depth = depth
      self.fanOut = fanOut
      self.tasks = tasks
      self.spend = spend
    }

    public static let limit = 32
  }

  /// Tasks of one depth, or of one widest fan-out.
  public struct Extent: Hashable, Sendable {
    public var size: Int
    public var tasks: Int64
    public var spend: Money

    public init(size: Int, tasks: Int64, spend: Money) {
      self.size = size
      self.tasks = tasks
      self.spend = spend
    }
  }

  /// By depth, then fan-out.
  public var shapes: [Shape]
  /// Requests whose parent is not among the requests of their task.
  public var orphans: Int64
  /// Requests that are their own ancestor, or descend from one that is.
  public var cyclic: Int64

  public init(shapes: [Shape], orphans: Int64, cyclic: Int64) {
    self.shapes = shapes
    self.orphans = orphans
    self.cyclic = cyclic
  }

  /// Shapes, the dearest first.
  public var dearest: [Shape] {
    shapes.sorted { left, right in
      if left.spend != right.spend { return left.spend > right.spend }
      return (left.depth, left.fanOut) < (right.depth, right.fanOut)
    }
  }

  /// Tasks by depth, ascending.
  public var depths: [Extent] { extents(\.depth) }
  /// Tasks by the widest fan-out, ascending.
  public var fanOuts: [Extent] { extents(\.fanOut) }

  private func extents(_ size: KeyPath<Shape, Int>) -> [Extent] {
    let groups = Dictionary(grouping: shapes) { $0[keyPath: size] }
    return groups.sorted { $0.key < $1.key }.map { size, shapes in
      Extent(
        size: size, tasks: shapes.reduce(0) { $0 + $1.tasks },
        spend: shapes.reduce(.zero) { $0 + $1.spend })
    }
  }
}
