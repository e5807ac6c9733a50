/// Finds what the writer of a misspelt name probably meant.
public enum NearestName {
  /// The candidate with the smallest edit distance to `name`, if that is small for the name's length.
  ///
  /// Ties go to the earlier candidate in byte order.
  public static func find(_ name: String, among candidates: [String]) -> String? {
    let limit = max(1, name.utf8.count / 3 + 1)
    return
      candidates
      .map { (candidate: $0, distance: distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
      .candidate
  }

  /// The number of inserted, removed, replaced or swapped neighbouring bytes between two texts.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
