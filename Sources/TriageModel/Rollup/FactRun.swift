/// Some facts of one category in packed columns: what is read from a database is looked at where it lies.
public struct FactRun: Hashable, Sendable {
  /// The columns of a run, in the order in which `TaskFacts.Fact` has them.
  public struct Columns: Hashable, Sendable {
    /// Position of the fact's key in the run's `places`.
    public var key: FactColumn
    public var sign: FactColumn
    public var worker: FactColumn
    public var pair: FactColumn
    public var figures: Figures<FactColumn>

    public init(
      key: FactColumn, sign: FactColumn, worker: FactColumn, pair: FactColumn, figures: Figures<FactColumn>
    ) {
      self.key = key
      self.sign = sign
      self.worker = worker
      self.pair = pair
      self.figures = figures
    }

    var all: [FactColumn] {
      [key, sign, worker, pair, figures.v, figures.k, figures.r, figures.w, figures.p]
    }
  }

  /// The numbers of every column, as long as the run's bytes are at hand.
  public struct Numbers {
    public let key: FactNumbers
    public let sign: FactNumbers
    public let worker: FactNumbers
    public let pair: FactNumbers
    public let v: FactNumbers
    public let k: FactNumbers
    public let r: FactNumbers
    public let w: FactNumbers
    public let p: FactNumbers
    @usableFromInline let places: UnsafeBufferPointer<Int32>

    /// Position of a fact's key in `TaskFacts.keys`; −1 where the fact does not count.
    @inlinable
    public func place(_ index: Int) -> Int { Int(places[Int(key[index])]) }
  }

  public let count: Int
  public let columns: Columns
  /// Position in `TaskFacts.keys` of each key of the run; −1 = facts of this key do not count.
  public internal(set) var places: [Int32]
  private let bytes: [UInt8]

  /// - Parameter bytes: what the columns lie in, with eight spare bytes behind the last.
  /// - Returns: nil where a column leaves the bytes, or a fact has no key.
  public init?(count: Int, columns: Columns, bytes: [UInt8], places: [Int32]) {
    guard count >= 0 else { return nil }
    for column in columns.all {
      guard 0...8 ~= column.width, column.offset >= 0 else { return nil }
      let (size, overflow) = count.multipliedReportingOverflow(by: column.width)
      guard !overflow, size <= bytes.count - 8 - column.offset else { return nil }
    }
    self.count = count
    self.columns = columns
    self.bytes = bytes
    self.places = places
    guard columns.key.base >= 0, count == 0 || largest(columns.key) < places.count else { return nil }
  }

  /// Gives every number of the run to `body`, for as long as it runs.
  public func withNumbers<Result>(_ body: (Numbers) -> Result) -> Result {
    places.withUnsafeBufferPointer { places in
      bytes.withUnsafeBytes { bytes in
        func numbers(_ column: FactColumn) -> FactNumbers { FactNumbers(column, in: bytes) }
        return body(
          Numbers(
            key: numbers(columns.key), sign: numbers(columns.sign), worker: numbers(columns.worker),
            pair: numbers(columns.pair), v: numbers(columns.figures.v), k: numbers(columns.figures.k),
            r: numbers(columns.figures.r), w: numbers(columns.figures.w), p: numbers(columns.figures.p),
            places: places))
      }
    }
  }

  /// The largest magnitude of a column's numbers.
  public func largest(_ column: FactColumn) -> UInt64 {
    guard column.width > 0, count > 0 else { return column.base.magnitude }
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
    for index in 0..<count {
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
    for index in 0..<count {
      let raw = data.loadUnaligned(fromByteOffset: index &* column.width, as: UInt64.self).littleEndian & mask
      let number = column.base &+ Int64(bitPattern: raw)
      low = min(low, number)
      high = max(high, number)
    }
    return (UInt64(bitPattern: low &- column.base), UInt64(bitPattern: high &- column.base))
  }
}

extension FactRun {
  /// A run of facts whose keys are the first `keyCount` ones of their category; nil where a fact has another key.
  init?(_ facts: [TaskFacts.Fact], keyCount: Int) {
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
      key: column { Int64($0.keyIndex) }, sign: column { Int64($0.sign) }, worker: column { Int64($0.worker) },
      pair: column(\.pair),
      figures: Figures(
        v: column(\.figures.v), k: column(\.figures.k), r: column(\.figures.r), w: column(\.figures.w),
        p: column(\.figures.p)))
    bytes += [UInt8](repeating: 0, count: 8)
    self.init(count: facts.count, columns: columns, bytes: bytes, places: (0..<keyCount).map(Int32.init))
  }

  /// The facts that count, one after the other.
  var facts: [TaskFacts.Fact] {
    withNumbers { numbers in
      (0..<count).compactMap { index in
        let place = numbers.place(index)
        guard place >= 0 else { return nil }
        return TaskFacts.Fact(
          keyIndex: Int32(truncatingIfNeeded: place), sign: Int32(truncatingIfNeeded: numbers.sign[index]),
          worker: Int32(truncatingIfNeeded: numbers.worker[index]), pair: numbers.pair[index],
          figures: Figures(
            v: numbers.v[index], k: numbers.k[index], r: numbers.r[index], w: numbers.w[index], p: numbers.p[index]))
      }
    }
  }
}
