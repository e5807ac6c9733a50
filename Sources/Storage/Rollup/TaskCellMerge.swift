internal import TriageModel

/// Goes through the task cells of several months in one order: those of a month lie in it already.
struct TaskCellMerge {
  /// What stands last in the order: the month of cells of equal names, or what else their keys differ in.
  enum Order {
    case monthFirst
    case monthLast
  }

  private struct Cursor {
    let cells: MonthCells
    var place = 0
    var key: TaskCellNumbers
    var order: CellOrder
  }

  private let names: NameTexts
  private let order: Order
  private var cursors: [Cursor] = []

  init(_ months: [MonthCells], _ names: NameTexts, _ order: Order) throws(ByteReading.Damaged) {
    self.names = names
    self.order = order
    for cells in months where cells.count > 0 {
      let key = try cells.key(0)
      cursors.append(Cursor(cells: cells, key: key, order: names.order(key, order)))
    }
  }

  /// Gives every cell to `body`: its key and moments.
  ///
  /// - Throws: `ByteReading.Damaged` where the cells of a month are not in order.
  mutating func forEach(_ body: (TaskCellNumbers, Moments) -> Void) throws(ByteReading.Damaged) {
    while var least = cursors.indices.first {
      for index in cursors.indices.dropFirst() where cursors[index].order < cursors[least].order { least = index }
      body(cursors[least].key, cursors[least].cells.moments(cursors[least].place))
      try advance(least)
    }
  }

  private mutating func advance(_ index: Int) throws(ByteReading.Damaged) {
    // Asked where they lie: the cells of a month are many words.
    let place = cursors[index].place + 1
    guard place < cursors[index].cells.count else {
      cursors.remove(at: index)
      return
    }
    let key = try cursors[index].cells.key(place)
    let order = names.order(key, order)
    guard cursors[index].order < order else { throw ByteReading.Damaged() }
    (cursors[index].place, cursors[index].key, cursors[index].order) = (place, key, order)
  }
}
