/// The figures that a reader does not see, as edges between the sums that he does see.
///
/// A table with printed sums of rows and columns is a graph: one node for each sum, one edge for each hidden figure,
/// which joins the two sums that it is part of. A hidden figure follows from the sums exactly where its edge is a
/// bridge, that is, lies on no cycle of hidden edges (Gusfield 1988).
struct SuppressionGraph {
  struct Edge: Hashable, Sendable {
    var left: Int
    var right: Int
  }

  let nodes: Int
  let edges: [Edge]
  /// Positions of the edges at each node.
  private let incident: [[Int]]

  init(nodes: Int, edges: [Edge]) {
    self.nodes = nodes
    self.edges = edges
    var incident = [[Int]](repeating: [], count: nodes)
    for (index, edge) in edges.enumerated() {
      incident[edge.left].append(index)
      incident[edge.right].append(index)
    }
    self.incident = incident
  }

  func edges(at node: Int) -> [Int] { incident[node] }

  private func other(_ edge: Int, than node: Int) -> Int {
    edges[edge].left == node ? edges[edge].right : edges[edge].left
  }

  /// Positions of the bridges among the edges in `isUsed`, ascending (Tarjan 1974).
  func bridges(_ isUsed: [Bool]) -> [Int] {
    var search = BridgeSearch(graph: self, isUsed: isUsed)
    for node in 0..<nodes where search.order[node] == 0 { search.visit(node, from: nil) }
    return search.bridges.sorted()
  }

  /// The cheapest way between the ends of an edge without it; nil where there is none (Dijkstra 1959).
  ///
  /// - Parameter costs: what hiding each figure loses; nothing for a hidden one.
  func detour(_ edge: Int, costs: [Int64], isUsable: [Bool]) -> [Int]? {
    var cost = [Int64?](repeating: nil, count: nodes)
    var arrival = [Int?](repeating: nil, count: nodes)
    var isDone = [Bool](repeating: false, count: nodes)
    cost[edges[edge].left] = 0
    while let node = nearest(cost, isDone) {
      isDone[node] = true
      for next in incident[node] where next != edge && isUsable[next] {
        let target = other(next, than: node)
        let sum = (cost[node] ?? 0) + costs[next]
        if cost[target].map({ sum < $0 }) ?? true {
          cost[target] = sum
          arrival[target] = next
        }
      }
    }
    var path: [Int] = []
    var node = edges[edge].right
    while node != edges[edge].left {
      guard let step = arrival[node] else { return nil }
      path.append(step)
      node = other(step, than: node)
    }
    return path
  }

  private func nearest(_ cost: [Int64?], _ isDone: [Bool]) -> Int? {
    var best: (node: Int, cost: Int64)?
    for node in 0..<nodes where !isDone[node] {
      if let cost = cost[node], best.map({ cost < $0.cost }) ?? true { best = (node, cost) }
    }
    return best?.node
  }

  private struct BridgeSearch {
    let graph: SuppressionGraph
    let isUsed: [Bool]
    var order: [Int]
    var low: [Int]
    var bridges: [Int] = []
    private var next = 1

    init(graph: SuppressionGraph, isUsed: [Bool]) {
      self.graph = graph
      self.isUsed = isUsed
      order = [Int](repeating: 0, count: graph.nodes)
      low = order
    }

    /// Its depth is at most the number of nodes: departments and categories.
    mutating func visit(_ node: Int, from arrival: Int?) {
      order[node] = next
      low[node] = next
      next += 1
      for edge in graph.edges(at: node) where isUsed[edge] && edge != arrival {
        let target = graph.other(edge, than: node)
        if order[target] == 0 {
          visit(target, from: edge)
          low[node] = min(low[node], low[target])
          if low[target] > order[node] { bridges.append(edge) }
        } else {
          low[node] = min(low[node], order[target])
        }
      }
    }
  }
}
