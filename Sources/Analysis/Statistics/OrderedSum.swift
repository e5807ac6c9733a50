/// Sums of floating-point numbers that do not depend on the order in which the numbers come.
enum OrderedSum {
  static func sum(_ values: [Double]) -> Double { values.sorted().reduce(0, +) }

  /// The mean; exactly the common value where all are equal; zero for none.
  static func mean(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return 0 }
    return first == last ? first : sorted.reduce(0, +) / Double(sorted.count)
  }

  /// s², with n − 1; exactly zero where all are equal or there is only one.
  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = mean(values)
    return sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)
  }
}
