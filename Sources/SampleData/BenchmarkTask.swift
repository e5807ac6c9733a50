/// One task of the benchmark data: everything about it follows from the seed and its number.
struct BenchmarkTask {
  static let software = 2
  private static let secondsOfQuarter: UInt64 = 92 * 86_400
  /// Tasks whose requests are interleaved; a block spans five times as many rows.
  static let block: UInt64 = 256
  private static let yes = Array("true".utf8)
  private static let no = Array("false".utf8)

  let data: BenchmarkData
  let number: UInt64
  private let bits: UInt64

  init(data: BenchmarkData, number: UInt64) {
    self.data = data
    self.number = number
    bits = data.bits(number, 1)
  }

  /// A number from 0 to `bound` − 1 out of sixteen of the task's bits.
  private func pick(_ shift: UInt64, _ bound: UInt64) -> UInt64 { ((bits >> shift) & 0xFFFF) % bound }

  /// Position in `BenchmarkData.tools`: half frontier, three tenths small, a fifth software, never for task 0.
  var tool: Int {
    let share = pick(0, 10)
    return share < 5 || number == 0 ? 0 : share < 8 ? 1 : Self.software
  }

  /// The nearest task at or before this one that an AI model did.
  var nearestWithUsage: BenchmarkTask {
    var task = self
    while task.tool == Self.software { task = BenchmarkTask(data: data, number: task.number - 1) }
    return task
  }

  var worker: UInt64 { pick(16, UInt64(data.workers)) }
  /// A worker's department stays the same.
  var department: Int { Int(truncatingIfNeeded: worker % 8) }
  var category: Int { Int(truncatingIfNeeded: pick(32, 12)) }
  var complexity: UInt64 { 1 + pick(48, 5) }

  func writeID(to text: inout CSVText) {
    text.append("task-")
    text.append(number, width: 9)
  }

  static func writeWorker(_ worker: UInt64, to text: inout CSVText) {
    text.append(byte: UInt8(ascii: "w"))
    text.append(worker, width: 4)
  }

  /// A second of the quarter at which `row` of the usage file happens.
  static func second(row: UInt64, of rows: Int) -> UInt64 { row * secondsOfQuarter / UInt64(max(1, rows)) }

  func writeOutcome(to text: inout CSVText) {
    let chance = data.bits(number, 2)
    let lastRow = (number / Self.block + 1) * Self.block * 5
    let end = Self.second(row: lastRow, of: data.rows) + chance % 1800
    let succeeds = (chance >> 16) % 100 < 96 - complexity * 4
    writeID(to: &text)
    text.comma()
    text.append(secondOfQuarter: min(end, Self.secondsOfQuarter - 1))
    text.comma()
    Self.writeWorker(worker, to: &text)
    text.comma()
    text.append(BenchmarkData.departments[department])
    text.comma()
    text.append(BenchmarkData.categories[category])
    text.comma()
    text.append(complexity)
    text.comma()
    text.append(BenchmarkData.tools[tool])
    text.comma()
    if (chance >> 24) % 50 > 0 { text.append(succeeds ? Self.yes : Self.no) }
    text.comma()
    writeWorth(chance, succeeds, to: &text)
  }

  /// A measured value for a fifth of the successes, minutes for the rest.
  private func writeWorth(_ chance: UInt64, _ succeeds: Bool, to text: inout CSVText) {
    let isMeasured = (chance >> 32) % 5 == 0
    if isMeasured, succeeds { Self.write((chance >> 36) % 4000 + 100, decimals: 100, width: 2, to: &text) }
    text.comma()
    if !isMeasured { Self.write((chance >> 40) % 300 + complexity * 20, decimals: 10, width: 1, to: &text) }
    text.comma()
    Self.write((chance >> 48) % 60, decimals: 10, width: 1, to: &text)
    text.comma()
    Self.write(succeeds ? 0 : (chance >> 56) % 150, decimals: 10, width: 1, to: &text)
    text.newline()
  }

  /// `value` / `decimals`, with `width` digits behind the point.
  static func write(_ value: UInt64, decimals: UInt64, width: Int, to text: inout CSVText) {
    text.append(value / decimals)
    text.append(byte: UInt8(ascii: "."))
    text.append(value % decimals, width: width)
  }
}
