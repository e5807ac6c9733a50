/// Checks the equations of a source.
struct IdentityReading {
  private struct Equation {
    var total: Int
    var parts: [Int]
    var toleranceNanos: Int64
  }

  private let equations: [Equation]
  private let rules: [IdentityRule]
  /// Whether numbers may have commas between thousands.
  private let isGrouped: Bool

  init(_ rules: [IdentityRule], _ row: inout CellRow, isGrouped: Bool) {
    self.isGrouped = isGrouped
    var equations: [Equation] = []
    var known: [IdentityRule] = []
    for rule in rules {
      let equation = Equation(
        total: row.slot(rule.total), parts: row.slots(rule.parts), toleranceNanos: rule.toleranceNanos)
      guard equation.total != CellRow.absent, equation.parts.count == rule.parts.count else { continue }
      equations.append(equation)
      known.append(rule)
    }
    self.equations = equations
    self.rules = known
  }

  /// Blank or unreadable cells are no matter of an equation.
  @inline(__always)
  func check(_ row: CellRow, _ problems: inout [CellProblem]) {
    for index in 0..<equations.count where fails(index, row) {
      let names = rules[index].parts.map(\.text).joined(separator: " + ")
      problems.append(
        row.problem(
          equations[index].total, "identity-fails", "is not \(names), as it is in every row of this export",
          "The row was changed after the export, or the export is wrong: get the file again."))
    }
  }

  private func fails(_ index: Int, _ row: CellRow) -> Bool {
    if let difference = wholeDifference(index, row) {
      return difference != 0 && Int128(difference.magnitude) * 1_000_000_000 > Int128(equations[index].toleranceNanos)
    }
    guard let whole = number(row[equations[index].total]) else { return false }
    var sum: Int128 = 0
    for part in equations[index].parts {
      guard let value = number(row[part]) else { return false }
      sum += value
    }
    return (whole - sum).magnitude > UInt128(equations[index].toleranceNanos)
  }

  /// By how much whole numbers of plain form differ; nil where one of the cells is none.
  @inline(__always)
  private func wholeDifference(_ index: Int, _ row: CellRow) -> Int64? {
    let cell = row[equations[index].total]
    guard cell.count > 0, var difference = whole(cell) else { return nil }
    for part in equations[index].parts {
      let cell = row[part]
      guard cell.count > 0, let value = whole(cell) else { return nil }
      difference -= value
    }
    return difference
  }

  /// A whole number of plain form, or with commas where the source writes them.
  @inline(__always)
  private func whole(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
    PlainField.whole(cell) ?? (isGrouped ? WrittenField.grouped(cell) : nil)
  }

  /// In nano-units.
  @inline(__always)
  private func number(_ cell: UnsafeBufferPointer<UInt8>) -> Int128? {
    if cell.count > 0, let whole = PlainField.whole(cell) { return Int128(whole) * 1_000_000_000 }
    if isGrouped, let whole = WrittenField.grouped(cell) { return Int128(whole) * 1_000_000_000 }
    let answer = AmountReading.decimal(cell, scale: 9, isWritten: isGrouped, hasExponent: false)
    guard case .value(let nanos) = answer else { return nil }
    return Int128(nanos)
  }
}
