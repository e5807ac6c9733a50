/// The values that a format wants out of one JSON text, found in one pass over it.
///
/// Nodes lie in one list, the children of a node beside each other, so that a row allocates nothing. Owns the memory of
/// the list; places in it are those that it was made with.
final class JSONTree {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private struct Node {
    /// Where the key lies in `keys`.
    var keyStart = 0
    var keyCount = 0
    /// The first eight bytes of the key.
    var keyWord: UInt64 = 0
    var firstChild = 0
    var childCount = 0
    /// The slot of the value itself; `CellRow.absent` where only values inside of it are wanted.
    var slot = CellRow.absent
  }

  private let nodes: UnsafeMutablePointer<Node>
  private let keys: UnsafeMutablePointer<UInt8>
  /// The child of each member of a node's last object; 0 = none.
  private let memory: MemberMemory
  /// Every slot that the text fills.
  let slots: [Int]

  /// - Parameter wanted: slots and the keys that lead to their values.
  init(_ wanted: [(slot: Int, path: [[UInt8]])]) {
    slots = wanted.map(\.slot)
    var nodes = [Node()]
    var keys: [UInt8] = []
    var waiting = [(node: 0, wanted: wanted)]
    while !waiting.isEmpty {
      let (node, inside) = waiting.removeFirst()
      var groups: [(key: [UInt8], wanted: [(slot: Int, path: [[UInt8]])])] = []
      for (slot, path) in inside {
        guard let key = path.first else {
          nodes[node].slot = slot
          continue
        }
        let rest = (slot: slot, path: Array(path.dropFirst()))
        if let known = groups.firstIndex(where: { $0.key == key }) {
          groups[known].wanted.append(rest)
        } else {
          groups.append((key, [rest]))
        }
      }
      nodes[node].firstChild = nodes.count
      nodes[node].childCount = groups.count
      for (key, wanted) in groups {
        waiting.append((nodes.count, wanted))
        let word = key.withUnsafeBytes { key in
          key.baseAddress.map { ByteSearch.firstWord($0, count: key.count) } ?? 0
        }
        nodes.append(Node(keyStart: keys.count, keyCount: key.count, keyWord: word))
        keys += key
      }
    }
    self.nodes = .allocate(capacity: nodes.count)
    self.nodes.initialize(from: nodes, count: nodes.count)
    self.keys = .allocate(capacity: max(1, keys.count))
    self.keys.initialize(from: keys, count: keys.count)
    memory = MemberMemory(objects: nodes.count)
  }

  deinit {
    nodes.deallocate()
    keys.deallocate()
  }

  /// Fills the slots from a text, blank where it has no such value.
  ///
  /// - Returns: whether the text is one JSON value and nothing else, and no object of it states a wanted key twice.
  func fill(_ bytes: Bytes, _ cells: UnsafeMutablePointer<Bytes>, _ arena: TextArena) -> Bool {
    clear(cells)
    guard let end = take(bytes, JSONScan.skipSpace(bytes, 0), 0, 0, cells, arena) else { return false }
    return JSONScan.skipSpace(bytes, end) == bytes.count
  }

  /// Fills the slots from the object that starts at a place of a sound text.
  ///
  /// - Returns: false where an object states a wanted key twice.
  func fill(_ bytes: Bytes, from start: Int, _ cells: UnsafeMutablePointer<Bytes>, _ arena: TextArena) -> Bool {
    clear(cells)
    return take(bytes, start, 0, 0, cells, arena) != nil
  }

  private func clear(_ cells: UnsafeMutablePointer<Bytes>) {
    for slot in slots { cells[slot] = Bytes(start: nil, count: 0) }
  }

  /// Takes what is wanted of the value at `start`.
  ///
  /// - Returns: the value's end; nil where it is no JSON, or states a wanted key twice.
  private func take(
    _ bytes: Bytes, _ start: Int, _ place: Int, _ depth: Int, _ cells: UnsafeMutablePointer<Bytes>, _ arena: TextArena
  ) -> Int? {
    let node = nodes[place]
    guard start < bytes.count, depth < JSONScan.depthLimit else { return nil }
    let end: Int?
    if node.childCount > 0, bytes[start] == UInt8(ascii: "{") {
      end = takeMembers(bytes, start, place, depth, cells, arena)
    } else {
      end = JSONScan.valueEnd(bytes, start, depth)
      if node.childCount > 0, let end { searchOther(bytes, start, end, place, depth, cells, arena) }
    }
    if let end, node.slot >= 0, cells[node.slot].count == 0 {
      cells[node.slot] = CellRow.trimmed(JSONScan.text(bytes, start, end: end, arena))
    }
    return end
  }

  /// Looks for what is wanted in a list, or in a text that is an object written once more as a string.
  private func searchOther(
    _ bytes: Bytes, _ start: Int, _ end: Int, _ place: Int, _ depth: Int, _ cells: UnsafeMutablePointer<Bytes>,
    _ arena: TextArena
  ) {
    guard bytes[start] == UInt8(ascii: "\"") else {
      return searchList(bytes, start, nodes[place], [], cells, arena)
    }
    let text = JSONScan.text(bytes, start, end: end, arena)
    let inner = JSONScan.skipSpace(text, 0)
    guard inner < text.count, text[inner] == UInt8(ascii: "{") else { return }
    _ = take(text, inner, place, depth + 1, cells, arena)
  }

  private func takeMembers(
    _ bytes: Bytes, _ start: Int, _ place: Int, _ depth: Int, _ cells: UnsafeMutablePointer<Bytes>, _ arena: TextArena
  ) -> Int? {
    var index = start + 1
    var seen: UInt64 = 0
    var member = 0
    while true {
      let child: Int
      let length = memory.length(place, member, bytes, index)
      if length > 0 {
        // More space may follow than the last time.
        index = JSONScan.skipSpace(bytes, index + length)
        child = memory.meaning(place, member)
      } else {
        let from = index
        index = JSONScan.skipSpace(bytes, index)
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "}") { return index + 1 }
        if member > 0 {
          guard bytes[index] == UInt8(ascii: ",") else { return nil }
          index = JSONScan.skipSpace(bytes, index + 1)
        }
        guard let keyEnd = JSONScan.stringEnd(bytes, index) else { return nil }
        child = self.child(of: nodes[place], bytes, index + 1, keyEnd - 1)
        index = JSONScan.skipSpace(bytes, keyEnd)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
        index = JSONScan.skipSpace(bytes, index + 1)
        memory.remember(place, member, bytes, from..<index, meaning: child)
      }
      if child > 0 {
        let mark: UInt64 = 1 << UInt64(child - nodes[place].firstChild)
        if seen & mark != 0 { return nil }
        seen |= mark
      }
      let end =
        child > 0
        ? take(bytes, index, child, depth + 1, cells, arena) : JSONScan.valueEnd(bytes, index, depth + 1)
      guard let end else { return nil }
      index = end
      member += 1
    }
  }

  /// The child whose key lies between two places; 0 where there is none.
  @inline(__always)
  private func child(of node: Node, _ bytes: Bytes, _ start: Int, _ end: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let count = end - start
    let word = ByteSearch.firstWord(base + start, count: count)
    for place in node.firstChild..<node.firstChild + node.childCount
    where nodes[place].keyCount == count && nodes[place].keyWord == word {
      if count <= 8 || ByteSearch.areEqual(keys + nodes[place].keyStart, base + start, count: count) { return place }
    }
    return 0
  }

  /// Looks for the values among the elements of a list, as OpenTelemetry writes attributes.
  private func searchList(
    _ bytes: Bytes, _ start: Int, _ node: Node, _ path: [[UInt8]], _ cells: UnsafeMutablePointer<Bytes>,
    _ arena: TextArena
  ) {
    guard bytes[start] == UInt8(ascii: "[") || !path.isEmpty else { return }
    for place in node.firstChild..<node.firstChild + node.childCount {
      let child = nodes[place]
      let inner = path + [Array(UnsafeBufferPointer(start: keys + child.keyStart, count: child.keyCount))]
      if child.slot >= 0, cells[child.slot].count == 0 {
        cells[child.slot] = CellRow.trimmed(JSONScan.find(bytes, inner, arena, from: start))
      }
      if child.childCount > 0 { searchList(bytes, start, child, inner, cells, arena) }
    }
  }
}
