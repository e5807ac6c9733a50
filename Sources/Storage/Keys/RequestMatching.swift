/// Finds out, for the request keys of a part of all hashes, which rows are new and which are there already.
struct RequestMatching: Sendable {
  /// Rows that a later step has to look at: the same request for another task, or with another body.
  struct Encounter {
    var held: RequestKey
    var arriving: RequestKey
  }

  struct Result {
    /// Keys in force after this commit that were not stored before, in order.
    var kept: [RequestKey] = []
    /// Sequences of rows that are not taken.
    var dropped: [UInt32] = []
    /// Of the dropped rows, those that are equal to one that is there: import of the row, import of the one there.
    var repeats: [Overlap: Int64] = [:]
    /// The same request for two tasks.
    var shared: [Encounter] = []
    /// The same request with two bodies; as `policy` says they are refused, dropped, or replace the one there.
    var conflicts: [Encounter] = []
  }

  /// Two imports that hold the same row, and what became of the later one's.
  struct Overlap: Hashable {
    var importID: Int32
    var ofImport: Int32
    var fate = Fate.repeated

    enum Fate: String {
      case repeated
      case shared
      case kept
      case replaced
    }
  }

  let policy: ConflictPolicy

  /// - Parameters:
  ///   - arriving: sorted by key, then sequence.
  ///   - stored: in any order; keys that `arriving` does not have are passed over.
  func match(_ arriving: [RequestKey], stored: [RequestKey]) -> Result {
    var result = Result()
    if stored.isEmpty, Self.areDistinct(arriving) {
      result.kept = arriving
      return result
    }
    result.kept.reserveCapacity(arriving.count)
    let stored = Self.inOrder(stored)
    var storedIndex = 0
    var index = 0
    while index < arriving.count {
      let key = arriving[index].key
      while storedIndex < stored.count, stored[storedIndex].key < key { storedIndex += 1 }
      var holders: [RequestKey] = []
      var look = storedIndex
      while look < stored.count, stored[look].key == key {
        holders.append(stored[look])
        look += 1
      }
      let isAlone = holders.isEmpty && (index + 1 == arriving.count || arriving[index + 1].key != key)
      if isAlone {
        result.kept.append(arriving[index])
        index += 1
        continue
      }
      while index < arriving.count, arriving[index].key == key {
        take(arriving[index], &holders, &result)
        index += 1
      }
      result.kept += holders.filter { $0.sequence != .max }
    }
    return result
  }

  private static func areDistinct(_ sorted: [RequestKey]) -> Bool {
    for place in sorted.indices.dropFirst() where sorted[place].key == sorted[place - 1].key { return false }
    return true
  }

  /// Runs of one import follow each other in order, so that there is mostly nothing to sort.
  private static func inOrder(_ keys: [RequestKey]) -> [RequestKey] {
    for place in keys.indices.dropFirst() where keys[place].key < keys[place - 1].key {
      return keys.sorted { $0.key < $1.key }
    }
    return keys
  }

  /// - Parameter holders: rows in force with the same key; more than one only where ids share a hash.
  private func take(_ row: RequestKey, _ holders: inout [RequestKey], _ result: inout Result) {
    guard let place = holders.firstIndex(where: { $0.check == row.check }) else {
      holders.append(row)
      return
    }
    let held = holders[place]
    if held.body == row.body {
      result.dropped.append(row.sequence)
      if held.task == row.task {
        result.repeats[Overlap(importID: row.importID, ofImport: held.importID), default: 0] += 1
      } else {
        result.shared.append(Encounter(held: held, arriving: row))
      }
      return
    }
    result.conflicts.append(Encounter(held: held, arriving: row))
    if policy == .replace {
      if held.sequence != .max { result.dropped.append(held.sequence) }
      holders[place] = row
    } else {
      result.dropped.append(row.sequence)
    }
  }
}

/// What happens to a request that is there already with another body.
public enum ConflictPolicy: String, Hashable, Sendable, CaseIterable {
  /// The import is refused.
  case refuse
  /// The row that is there stays.
  case keep
  /// The new row takes its place.
  case replace
}
