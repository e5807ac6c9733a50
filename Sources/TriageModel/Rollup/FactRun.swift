/// Some facts of one category in packed columns: what is read from a database is looked at where it lies.
///
/// The facts of one key lie together, so that what is known of a key is looked up once for all of them.
public struct FactRun: Hashable, Sendable {
  /// The columns of a run, in the order in which `TaskFacts.Fact` has them.
  public struct Columns: Hashable, Sendable {
    public var sign: FactColumn
    public var worker: FactColumn
    public var pair: FactColumn
    public var figures: Figures<FactColumn>

    public init(sign: FactColumn, worker: FactColumn, pair: FactColumn, figures: Figures<FactColumn>) {
      self.sign = sign
      self.worker = worker
      self.pair = pair
      self.figures = figures
    }

    var all: [FactColumn] { [sign, worker, pair, figures.v, figures.k, figures.r, figures.w, figures.p] }
  }

  /// Where the facts of one key lie.
  public struct KeyFacts: Hashable, Sendable {
    /// Position in `TaskFacts.keys`.
    public internal(set) var key: Int
    public let facts: Range<Int>

    public init(key: Int, facts: Range<Int>) {
      self.key = key
      self.facts = facts
    }
  }

  /// The numbers of every column, as long as the run's bytes are at hand.
  public struct Numbers {
    public let sign: FactNumbers
    public let worker: FactNumbers
    public let pair: FactNumbers
    public let v: FactNumbers
    public let k: FactNumbers
    public let r: FactNumbers
    public let w: FactNumbers
    public let p: FactNumbers
  }

  public let columns: Columns
  /// The keys whose facts count; facts of others have their place in the columns and are passed over.
  public internal(set) var keys: [KeyFacts]
  /// Facts in the columns.
  private let length: Int
  private let bytes: [UInt8]

  /// - Parameters:
  ///   - length: of the columns, in facts.
  ///   - bytes: what the columns lie in, with eight spare bytes behind the last.
  ///   - keys: whose facts count, in the order in which they lie.
  /// - Returns: nil where a column leaves the bytes, or the facts of a key the columns or each other.
  public init?(length: Int, columns: Columns, bytes: [UInt8], keys: [KeyFacts]) {
    guard length >= 0 else { return nil }
    for column in columns.all {
      guard 0...8 ~= column.width, column.offset >= 0 else { return nil }
      let (size, overflow) = length.multipliedReportingOverflow(by: column.width)
      guard !overflow, size <= bytes.count - 8 - column.offset else { return nil }
    }
    var end = 0
    for entry in keys {
      guard entry.key >= 0, entry.facts.lowerBound >= end, entry.facts.upperBound <= length else { return nil }
      end = entry.facts.upperBound
    }
    self.length = length
    self.columns = columns
    self.bytes = bytes
    self.keys = keys
  }

  /// Facts that count.
  public var count: Int { keys.reduce(0) { $0 + $1.facts.count } }

  /// Whether every fact adds its task.
  public var isAddingOnly: Bool { columns.sign.isConstant && columns.sign.base == 1 }

  /// Gives every number of the run to `body`, for as long as it runs.
  public func withNumbers<Result>(_ body: (Numbers) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      func numbers(_ column: FactColumn) -> FactNumbers { FactNumbers(column, in: bytes) }
      return body(
        Numbers(
          sign: numbers(columns.sign), worker: numbers(columns.worker), pair: numbers(columns.pair),
          v: numbers(columns.figures.v), k: numbers(columns.figures.k), r: numbers(columns.figures.r),
          w: numbers(columns.figures.w), p: numbers(columns.figures.p)))
    }
  }

  /// The largest magnitude of a column's numbers.
  public func largest(_ column: FactColumn) -> UInt64 {
    guard column.width > 0, length > 0 else { return column.base.magnitude }
    let (low, high) = bytes.withUnsafeBytes { bytes in
      let data = UnsafeRawBufferPointer(rebasing: bytes[column.offset...])
      return switch column.width {
      case 1: range(data, of: UInt8.self)
      case 2: range(data, of: UInt16.self)
      case 4: range(data, of: UInt32.self)
      default: range(data, column)
      }
    }
    return max(
      (column.base &+ Int64(bitPattern: low)).magnitude, (column.base &+ Int64(bitPattern: high)).magnitude)
  }

  /// The smallest and the largest of numbers that fill their bytes.
  private func range<Number: FixedWidthInteger>(
    _ data: UnsafeRawBufferPointer, of: Number.Type
  ) -> (low: UInt64, high: UInt64) {
    var (low, high) = (Number.max, Number.min)
    for index in 0..<length {
      let number = data.loadUnaligned(fromByteOffset: index &* MemoryLayout<Number>.size, as: Number.self).littleEndian
      low = min(low, number)
      high = max(high, number)
    }
    return (UInt64(low), UInt64(high))
  }

  /// The same of numbers of any width; those of eight bytes in the order of what they stand for.
  private func range(_ data: UnsafeRawBufferPointer, _ column: FactColumn) -> (low: UInt64, high: UInt64) {
    let mask = column.mask
    var (low, high) = (Int64.max, Int64.min)
    for index in 0..<length {
      let raw = data.loadUnaligned(fromByteOffset: index &* column.width, as: UInt64.self).littleEndian & mask
      let number = column.base &+ Int64(bitPattern: raw)
      low = min(low, number)
      high = max(high, number)
    }
    return (UInt64(bitPattern: low &- column.base), UInt64(bitPattern: high &- column.base))
  }
}

extension FactRun {
  /// A run of facts with keys, of which those of one key keep their order.
  init?(_ facts: [TaskFacts.Fact]) {
    let places = facts.indices.sorted { (facts[$0].keyIndex, $0) < (facts[$1].keyIndex, $1) }
    let facts = places.map { facts[$0] }
    var bytes: [UInt8] = []
    func column(_ number: (TaskFacts.Fact) -> Int64) -> FactColumn {
      let numbers = facts.map(number)
      let base = numbers.min() ?? 0
      let spread = UInt64(bitPattern: (numbers.max() ?? 0) &- base)
      let width = (71 - spread.leadingZeroBitCount) / 8
      let offset = bytes.count
      for number in numbers {
        let raw = UInt64(bitPattern: number &- base)
        for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: raw >> UInt64(place * 8))) }
      }
      return FactColumn(base: base, width: width, offset: offset)
    }
    let columns = Columns(
      sign: column { Int64($0.sign) }, worker: column { Int64($0.worker) }, pair: column(\.pair),
      figures: Figures(
        v: column(\.figures.v), k: column(\.figures.k), r: column(\.figures.r), w: column(\.figures.w),
        p: column(\.figures.p)))
    bytes += [UInt8](repeating: 0, count: 8)
    var keys: [KeyFacts] = []
    var start = 0
    for end in facts.indices.map({ $0 + 1 })
    where end == facts.count || facts[end].keyIndex != facts[start].keyIndex {
      keys.append(KeyFacts(key: Int(facts[start].keyIndex), facts: start..<end))
      start = end
    }
    self.init(length: facts.count, columns: columns, bytes: bytes, keys: keys)
  }

  /// The facts that count, one after the other.
  var facts: [TaskFacts.Fact] {
    withNumbers { numbers in
      keys.flatMap { entry in
        entry.facts.map { index in
          TaskFacts.Fact(
            keyIndex: Int32(truncatingIfNeeded: entry.key), sign: Int32(truncatingIfNeeded: numbers.sign[index]),
            worker: Int32(truncatingIfNeeded: numbers.worker[index]), pair: numbers.pair[index],
            figures: Figures(
              v: numbers.v[index], k: numbers.k[index], r: numbers.r[index], w: numbers.w[index],
              p: numbers.p[index]))
        }
      }
    }
  }
}
