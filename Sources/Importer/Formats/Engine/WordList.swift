/// Words of a rule, in lower case, as one run of bytes.
struct WordList {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// A bit for each length that a word has; the highest one for all that are longer.
  private var lengths: UInt64 = 0

  init(_ words: [String]) {
    for word in words {
      bytes += Array(word.utf8)
      ends.append(bytes.count)
      lengths |= 1 << UInt64(min(word.utf8.count, 63))
    }
  }

  var isEmpty: Bool { ends.isEmpty }

  /// The place of the word that a cell holds, in whatever case; nil where it holds none.
  @inline(__always)
  func place(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard lengths >> UInt64(min(cell.count, 63)) & 1 != 0 else { return nil }
    var start = 0
    for place in 0..<ends.count {
      let end = ends[place]
      if end - start == cell.count, isEqual(cell, from: start) { return place }
      start = end
    }
    return nil
  }

  /// The place of the first word that a cell begins with, in whatever case.
  func placeOfPrefix(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    var start = 0
    for place in 0..<ends.count {
      let count = ends[place] - start
      if count <= cell.count, isEqual(UnsafeBufferPointer(rebasing: cell[..<count]), from: start) { return place }
      start = ends[place]
    }
    return nil
  }

  @inline(__always)
  func holds(_ cell: UnsafeBufferPointer<UInt8>) -> Bool { place(cell) != nil }

  private func isEqual(_ cell: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    for index in 0..<cell.count {
      let byte = cell[index]
      let lower = byte &- 65 <= 25 ? byte | 0x20 : byte
      if lower != bytes[start + index] { return false }
    }
    return true
  }
}
