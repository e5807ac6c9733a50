internal import TriageModel

/// The distinct keys of the facts of one category, collected run by run.
struct FactKeys {
  /// A key but for its category, in two words.
  private struct Bits: CellKey {
    /// Month and department.
    let names: UInt64
    /// Tool, complexity, cost state, value basis and success.
    let states: UInt64

    @inline(__always)
    var mixed: UInt64 { ByteHash.mix(names, states) }
  }

  let category: Int32
  private var found = CellSums<Bits, Void>()

  init(category: Int32) { self.category = category }

  /// The position of each key of a run among all keys.
  ///
  /// - Parameter columns: month, department, tool, complexity, cost state, value basis and success.
  mutating func places(_ columns: [FactNumbers], count: Int) throws(ByteReading.Damaged) -> [Int32] {
    guard columns.count == 7 else { throw ByteReading.Damaged() }
    let (month, department, tool, complexity) = (columns[0], columns[1], columns[2], columns[3])
    let (costState, basis, succeeded) = (columns[4], columns[5], columns[6])
    var places = [Int32](repeating: 0, count: count)
    for index in 0..<count {
      let states = (complexity[index], costState[index], basis[index], succeeded[index])
      guard UInt64(bitPattern: states.0 | states.1 | states.2 | states.3) < 256 else { throw ByteReading.Damaged() }
      let bits = Bits(
        names: UInt64(bitPattern: month[index]) << 32 | UInt64(UInt32(truncatingIfNeeded: department[index])),
        states: UInt64(bitPattern: tool[index]) << 32
          | UInt64(bitPattern: states.0 << 24 | states.1 << 16 | states.2 << 8 | states.3))
      places[index] = Int32(truncatingIfNeeded: found.place(bits, start: ()))
    }
    return places
  }

  /// All keys, in the order in which they came.
  func numbers() throws(ByteReading.Damaged) -> [TaskCellNumbers] {
    var numbers: [TaskCellNumbers] = []
    for (bits, _) in found.all {
      func state<State: RawRepresentable<Int>>(_ shift: UInt64) throws(ByteReading.Damaged) -> State {
        guard let state = State(rawValue: Int(bits.states >> shift & 0xFF)) else { throw ByteReading.Damaged() }
        return state
      }
      numbers.append(
        TaskCellNumbers(
          month: Int32(truncatingIfNeeded: Int64(bitPattern: bits.names) >> 32),
          department: Int32(truncatingIfNeeded: bits.names), category: category,
          tool: Int32(truncatingIfNeeded: Int64(bitPattern: bits.states) >> 32),
          complexity: UInt8(truncatingIfNeeded: bits.states >> 24), costState: try state(16), basis: try state(8),
          succeeded: try state(0)))
    }
    return numbers
  }
}
