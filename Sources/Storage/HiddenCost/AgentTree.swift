/// The tree of a task's requests by their parents: how deep and how wide it is, and what does not fit into it.
struct AgentTree {
  /// Requests on the longest way from a root; 0 where no request has a root.
  private(set) var depth = 0
  /// Children of the request that has most.
  private(set) var fanOut = 0
  private(set) var orphans: Int64 = 0
  private(set) var cyclic: Int64 = 0

  /// Tasks up to this size are searched request by request; larger ones by a table of ids.
  private static let small = 16

  /// - Parameter rows: positions of the requests of one task.
  init(_ rows: some Collection<Int32>, _ requests: [RequestRecord], _ arena: borrowing ByteBuffer) {
    let rows = Array(rows)
    if rows.allSatisfy({ requests[Int($0)].parentID.count == 0 }) {
      depth = rows.isEmpty ? 0 : 1
      return
    }
    let parents = AgentTree.parents(rows, requests, arena)
    orphans = Int64(parents.count { $0 == -2 })
    var children = [Int](repeating: 0, count: rows.count)
    for parent in parents where parent >= 0 { children[Int(parent)] += 1 }
    fanOut = children.max() ?? 0
    measure(parents)
  }

  /// Position of each request's parent; −1 = a root, −2 = an orphan.
  private static func parents(
    _ rows: [Int32], _ requests: [RequestRecord], _ arena: borrowing ByteBuffer
  ) -> [Int32] {
    var byID: [String: Int32] = [:]
    if rows.count > small {
      for (position, row) in rows.enumerated() {
        if let id = arena.string(requests[Int(row)].requestID), byID[id] == nil { byID[id] = Int32(position) }
      }
    }
    var parents: [Int32] = []
    for row in rows {
      let place = requests[Int(row)].parentID
      guard place.count > 0 else {
        parents.append(-1)
        continue
      }
      var found: Int32 = -2
      if rows.count > small {
        found = byID[arena.string(place) ?? ""] ?? -2
      } else {
        for position in rows.indices
        where Bytes.areEqual(arena.text(requests[Int(rows[position])].requestID), arena.text(place)) {
          found = Int32(position)
          break
        }
      }
      parents.append(found)
    }
    return parents
  }

  /// Follows each request up to one whose depth is known, so that every request is passed once; a way that meets
  /// itself has no root.
  private mutating func measure(_ parents: [Int32]) {
    // 0 = not known, −1 = on the way, −2 = without a root.
    var depths = [Int](repeating: 0, count: parents.count)
    for start in parents.indices where depths[start] == 0 {
      var way: [Int] = []
      var at = start
      while at >= 0, depths[at] == 0 {
        depths[at] = -1
        way.append(at)
        at = Int(parents[at])
      }
      var known = at < 0 ? 0 : depths[at]
      if known == -1 { known = -2 }
      for position in way.reversed() {
        if known >= 0 { known += 1 }
        depths[position] = known
        if known > depth { depth = known }
      }
    }
    cyclic = Int64(depths.count { $0 == -2 })
  }
}
