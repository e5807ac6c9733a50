import PolicyFile
import TriageModel

/// The values of a sweep: `KEY=from:to:step`, all three exact decimals.
struct SweepRange {
  /// The key, with no value.
  let setting: PolicySetting
  /// In order, the first at `from`.
  let values: [String]

  /// A sweep is for a person to read; more steps would only take time.
  private static let mostSteps: Int64 = 1000

  init(argument: String) throws {
    setting = try PolicySetting(argument: argument)
    let parts = setting.value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.compactMap { try? ScaledDecimal.parse($0, scale: 9) }
    guard parts.count == 3, numbers.count == 3 else {
      throw SweepRange.failure(argument, "is not KEY=from:to:step")
    }
    let (from, to, step) = (numbers[0], numbers[1], numbers[2])
    let (span, overflow) = to.subtractingReportingOverflow(from)
    guard step != 0, !overflow, span == 0 || (span > 0) == (step > 0) else {
      throw SweepRange.failure(argument, "never reaches its end: step must lead from the first value to the last")
    }
    let count = span / step
    guard count < SweepRange.mostSteps else {
      throw SweepRange.failure(argument, "has more than \(SweepRange.mostSteps) steps")
    }
    values = (0...count).map { ScaledDecimal.text(Int128(from + $0 * step), scale: 9) }
  }

  private static func failure(_ argument: String, _ message: String) -> Failure {
    Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-sweep", field: "--sweep", value: PrintableText.cut(argument), message: message,
          remedy: "Write, for example, loaded_rate_usd_per_hour.default=40:80:5.")
      ])
  }
}
