internal import Storage
internal import TriageModel

/// Columns of the keys that one of two files fills and the other one leaves blank where both have rows: what an export
/// does not group by is blank, so that the other file may hold the same spend in finer rows.
struct BlankColumns {
  /// Places of the columns, from 0.
  private(set) var ofOwn: [Int] = []
  private(set) var ofOther: [Int] = []

  /// nil where every column that holds something in one of the files does in the other one, where another column holds
  /// other values, as of another project, or where the files have too little in common.
  ///
  /// - Parameter edges: days since 1970 that one of the files may hold in part, so that rows came later: not compared.
  init?(_ cells: [UInt64: GroupSums.Sums], _ others: [GroupCell], edges: Set<Int64>, columnCount: Int) {
    let width = KeyReading.valueWidth(columns: columnCount)
    guard width > 0 else { return nil }
    var (common, own, other): (Int, UInt64, UInt64) = (0, 0, 0)
    for cell in others {
      guard let sums = cells[cell.cell], sums.keys != cell.keys,
        !edges.contains(sums.startNanos / Instant.nanosPerDay)
      else { continue }
      common += 1
      own |= sums.values
      other |= cell.values
    }
    guard common >= 3 else { return nil }
    let mask: UInt64 = width >= UInt64.bitWidth ? .max : (1 << UInt64(width)) - 1
    for column in 0..<columnCount {
      let (left, right) = (own >> UInt64(column * width) & mask, other >> UInt64(column * width) & mask)
      if left == 0, right != 0 { ofOwn.append(column) }
      if left != 0, right == 0 { ofOther.append(column) }
      guard left & right == left || left & right == right else { return nil }
    }
    guard !ofOwn.isEmpty || !ofOther.isEmpty else { return nil }
  }
}
