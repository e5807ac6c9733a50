internal import TriageModel

/// Reads whether a task succeeded.
struct SuccessReading {
  private let slots: [Int]
  private let yes: WordList
  private let no: WordList
  private let shareOf: Int64?
  private let wordsOnly: Int
  private let wordsOnlyWord: [UInt8]
  private let refusesGrades: Bool
  private let gradeColumns: String
  /// The first number that is no share, and the first text that is no word of the rule.
  private var grade = ""
  /// The largest number in millionths, and whether all of them are whole and none is below zero.
  private var largest: Int64 = 0
  private var areWhole = true
  private var unknownText = ""
  private var unknownRows: Int64 = 0

  init(_ rule: SuccessRule, _ row: inout CellRow) {
    slots = row.slots(rule.columns)
    yes = WordList(rule.yes)
    no = WordList(rule.no)
    shareOf = rule.shareOf
    wordsOnly = rule.wordsOnly.map { row.slot($0.column) } ?? CellRow.absent
    wordsOnlyWord = Array((rule.wordsOnly?.word ?? "").utf8)
    refusesGrades = rule.refusesGrades
    gradeColumns = rule.gradeColumns
  }

  /// In millionths; nil = unknown.
  mutating func read(_ row: CellRow) -> Int64? {
    let isWord = wordsOnly >= 0 && CellRow.holds(row[wordsOnly], wordsOnlyWord)
    for slot in isWord ? slots.prefix(1) : slots[...] where row[slot].count > 0 {
      if yes.holds(row[slot]) { return 1_000_000 }
      if no.holds(row[slot]) { return 0 }
      if let shareOf, let value = try? ScaledDecimal.parse(row[slot], scale: 6) {
        if refusesGrades {
          largest = max(largest, value)
          if value < 0 || value % 1_000_000 != 0 { areWhole = false }
        }
        if (0...shareOf * 1_000_000).contains(value) {
          return Int64(Rounding.divideHalfAwayFromZero(Int128(value), by: Int128(shareOf)))
        }
        if refusesGrades, grade.isEmpty { grade = String(decoding: row[slot], as: UTF8.self) }
      } else if refusesGrades {
        unknownRows += 1
        if unknownText.isEmpty { unknownText = String(decoding: row[slot], as: UTF8.self) }
      }
    }
    return nil
  }

  /// Says that the numbers of the file are no shares; nil where they may be.
  func problem(file: String) -> Diagnostic? {
    guard !grade.isEmpty else { return nil }
    return Diagnostic(
      code: "grades", position: SourcePosition(file: file),
      message:
        "a score of \(PrintableText.cut(grade, limit: 20)) is no share from 0 to 1, so none of these numbers is: "
        + "on such a scale a 1 can be the worst",
      remedy: gradeRemedy)
  }

  /// Grades up to 5 or 10 have a mapping that is good as it is printed, with the upper two or three as successes; other
  /// numbers measure something else than success.
  private var gradeRemedy: String {
    guard areWhole, largest <= 10_000_000 else {
      return "Numbers like these measure something, and do not say what succeeded: export the score that does."
    }
    let (best, least) = largest <= 5_000_000 ? (5, 4) : (10, 8)
    func words(_ grades: ClosedRange<Int>) -> String { grades.map { "\"\($0)\"" }.joined(separator: ", ") }
    return
      "Say which grades are successes: write this line into a file, change it where it is wrong, and name the file with "
      + "--mapping: {kind: outcomes, time: iso, columns: {\(gradeColumns)}, success_words: [\(words(least...best))], "
      + "failure_words: [\(words(0...least - 1))]}"
  }

  /// Says that texts say neither success nor failure; nil where all do.
  func note(file: String) -> Diagnostic? {
    guard unknownRows > 0 else { return nil }
    return Diagnostic(
      severity: .note, code: "unknown-success", position: SourcePosition(file: file),
      message:
        "\(unknownRows) \(unknownRows == 1 ? "row says" : "rows say") \"\(PrintableText.cut(unknownText, limit: 40))\" "
        + "or another word that is neither success nor failure: success is unknown there",
      remedy: "Say what the words mean in a --mapping, with success_words and failure_words.")
  }
}
