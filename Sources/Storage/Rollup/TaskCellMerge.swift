internal import TriageModel

/// Goes through the task cells of several months in one order: those of a month lie in it already.
struct TaskCellMerge {
  /// What stands last in the order: the month of cells of equal names, or what else their keys differ in.
  enum Order {
    case monthFirst
    case monthLast
  }

  /// Where the merge stands in a month.
  private struct Cursor {
    let month: Int
    var place = 0
    var key: TaskCellNumbers
    var order: CellOrder
  }

  private let months: [MonthCells]
  private let names: NameTexts
  private let order: Order
  private var cursors: [Cursor] = []

  init(_ months: [MonthCells], _ names: NameTexts, _ order: Order) throws(ByteReading.Damaged) {
    self.months = months
    self.names = names
    self.order = order
    for (month, cells) in months.enumerated() where cells.count > 0 {
      let key = try cells.key(0)
      cursors.append(Cursor(month: month, key: key, order: names.order(key, order)))
    }
  }

  /// Gives every cell to `body`: its key and moments.
  ///
  /// - Throws: `ByteReading.Damaged` where the cells of a month are not in order.
  mutating func forEach(_ body: (TaskCellNumbers, Moments) -> Void) throws(ByteReading.Damaged) {
    while var least = cursors.indices.first {
      for index in cursors.indices.dropFirst() where cursors[index].order < cursors[least].order { least = index }
      body(cursors[least].key, months[cursors[least].month].moments(cursors[least].place))
      try advance(least)
    }
  }

  private mutating func advance(_ index: Int) throws(ByteReading.Damaged) {
    let (month, place) = (cursors[index].month, cursors[index].place + 1)
    guard place < months[month].count else {
      cursors.remove(at: index)
      return
    }
    let key = try months[month].key(place)
    let order = names.order(key, order)
    guard cursors[index].order < order else { throw ByteReading.Damaged() }
    (cursors[index].place, cursors[index].key, cursors[index].order) = (place, key, order)
  }
}
