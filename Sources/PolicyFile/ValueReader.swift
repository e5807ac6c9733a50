import TriageModel

/// Reads typed values out of a policy's tree and collects what is wrong with them, instead of stopping at the first.
///
/// Each method returns nil where it has reported a problem. Paths are keys joined by points; items of a list are
/// counted from 1: `assumed[2].success.low`.
struct ValueReader {
  let file: String
  private(set) var problems: [Diagnostic] = []
  private(set) var givenKeys: Set<String> = []

  init(file: String) { self.file = file }

  mutating func report(
    _ code: String, at place: Place, _ path: String, value: String? = nil, _ message: String, remedy: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    problems.append(
      Diagnostic(
        severity: severity, code: code,
        position: SourcePosition(file: file, line: place.line, column: place.column),
        field: path.isEmpty ? nil : PrintableText.cut(path, limit: 120), value: value.map { PrintableText.cut($0) },
        message: message, remedy: remedy))
  }

  /// Reports a problem of the whole file.
  mutating func report(_ code: String, _ path: String?, _ message: String, remedy: String) {
    problems.append(
      Diagnostic(code: code, position: SourcePosition(file: file), field: path, message: message, remedy: remedy))
  }

  static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  // MARK: Mappings and lists

  /// The entries of a mapping whose keys are names, each name once; a blank value is an empty mapping.
  mutating func names(_ value: PolicyValue, _ path: String, what: String = "key") -> [(String, PolicyValue.Entry)]? {
    if value.isBlank { return [] }
    guard case .mapping(let entries) = value.content else {
      wrongType(value, path, expected: "a mapping of `name: value`")
      return nil
    }
    var seen: [String: Place] = [:]
    var result: [(String, PolicyValue.Entry)] = []
    for entry in entries {
      guard case .scalar(let name, let isPlain) = entry.key.content else {
        report(
          "wrong-type", at: entry.key.place, path, "\(entry.key.kind) cannot be a key",
          remedy: "Put a name that holds brackets or braces in double quotes.")
        continue
      }
      if name == "<<", isPlain {
        report(
          "merge-key", at: entry.key.place, path, value: name, "keys cannot be merged from elsewhere",
          remedy: "Write the keys out.")
        continue
      }
      let fullPath = Self.join(path, name)
      if let first = seen[name] {
        report(
          "duplicate-key", at: entry.key.place, fullPath, "this \(what) is given twice, first in line \(first.line)",
          remedy: "Keep one of the two.")
        continue
      }
      seen[name] = entry.key.place
      givenKeys.insert(fullPath)
      result.append((name, entry))
    }
    return result
  }

  /// The values of a mapping whose keys are fixed; an unknown key is reported with the nearest known one.
  mutating func fields(_ value: PolicyValue, _ path: String, known: [String]) -> [String: PolicyValue]? {
    guard let entries = names(value, path) else { return nil }
    var result: [String: PolicyValue] = [:]
    for (name, entry) in entries {
      guard known.contains(name) else {
        givenKeys.remove(Self.join(path, name))
        unknownKey(name, entry.key.place, path, known: known)
        continue
      }
      result[name] = entry.value
    }
    return result
  }

  private mutating func unknownKey(_ name: String, _ place: Place, _ path: String, known: [String]) {
    let remedy =
      NearestName.find(name, among: known).map { "Did you mean `\($0)`?" }
      ?? "Known here: \(known.sorted().joined(separator: ", "))."
    report("unknown-key", at: place, Self.join(path, name), "no such key", remedy: remedy)
  }

  mutating func list(_ value: PolicyValue, _ path: String, of what: String) -> [PolicyValue]? {
    if value.isBlank { return [] }
    guard case .list(let items) = value.content else {
      wrongType(value, path, expected: "a list of \(what), such as `[a, b]`")
      return nil
    }
    return items
  }

  mutating func wrongType(_ value: PolicyValue, _ path: String, expected: String) {
    if value.isBlank {
      report(
        "no-value", at: value.place, path, "has no value; expected \(expected)",
        remedy: "Write a value, or remove the line to take the default.")
    } else {
      report("wrong-type", at: value.place, path, value: value.text, "is \(value.kind); expected \(expected)")
    }
  }

  // MARK: Scalars

  mutating func text(_ value: PolicyValue, _ path: String, expected: String = "a text") -> String? {
    guard !value.isBlank, let text = value.text else {
      wrongType(value, path, expected: expected)
      return nil
    }
    return text
  }

  /// One of the texts of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: PolicyValue, _ path: String, as type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    let names = type.allCases.map(\.rawValue)
    let list = names.joined(separator: ", ")
    guard let text = text(value, path, expected: "one of \(list)") else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let nearest = NearestName.find(text, among: names).map { " Did you mean `\($0)`?" } ?? ""
    report("unknown-choice", at: value.place, path, value: text, "is none of \(list)", remedy: "Choose one.\(nearest)")
    return nil
  }

  /// A decimal number times 10^`scale`, from its text and so exactly; excess digits are rounded half away from zero.
  mutating func decimal(_ value: PolicyValue, _ path: String, scale: Int) -> Int64? {
    guard let text = text(value, path, expected: "a number") else { return nil }
    do throws(ScaledDecimal.Failure) {
      guard Self.wholeDigits(text) <= 19 - scale else { throw .outOfRange }
      return try ScaledDecimal.parse(text, scale: scale)
    } catch .outOfRange {
      report(
        "out-of-range", at: value.place, path, value: text, "is too large",
        remedy: "Numbers here lie between -\(Self.largest(scale)) and \(Self.largest(scale)).")
    } catch {
      report(
        "bad-number", at: value.place, path, value: text, "is not a number",
        remedy: "Write digits with a point, as in 12.50: no grouping, currency sign, exponent or percent sign.")
    }
    return nil
  }

  private static func largest(_ scale: Int) -> String { ScaledDecimal.text(Int128(Int64.max), scale: scale) }

  /// Digits before the point, leading zeros left out; ends at the first character that is no digit.
  private static func wholeDigits(_ text: String) -> Int {
    text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      .drop { $0 == UInt8(ascii: "0") }
      .prefix { $0 &- 48 <= 9 }.count
  }

  /// An amount of dollars that is not negative.
  mutating func money(_ value: PolicyValue, _ path: String) -> Money? {
    notNegative(value, path, scale: 9).map { Money(nanos: Int128($0)) }
  }

  /// An hourly rate that is not negative.
  mutating func hourlyRate(_ value: PolicyValue, _ path: String) -> HourlyRate? {
    notNegative(value, path, scale: 6).map { HourlyRate(microsPerHour: $0) }
  }

  /// A length of time that is not negative.
  mutating func minutes(_ value: PolicyValue, _ path: String) -> Minutes? {
    notNegative(value, path, scale: 3).map { Minutes(millis: Int128($0)) }
  }

  private mutating func notNegative(_ value: PolicyValue, _ path: String, scale: Int) -> Int64? {
    guard let number = decimal(value, path, scale: scale) else { return nil }

    guard number >= 0 else {
      outOfRange(value, path, "must be 0 or more")
      return nil
    }
    return number
  }

  mutating func outOfRange(_ value: PolicyValue, _ path: String, _ range: String) {
    report("out-of-range", at: value.place, path, value: value.text, range)
  }

  /// A number for statistics, in a range.
  ///
  /// - Parameters:
  ///   - range: says the range after "must be": `more than 0`.
  ///   - isInside: whether a number lies in it.
  mutating func number(
    _ value: PolicyValue, _ path: String, _ range: String, _ isInside: (Double) -> Bool
  ) -> Double? {
    guard let scaled = decimal(value, path, scale: 9), let text = value.text else { return nil }
    // Adding zero turns -0 into 0, so that equal policies have one text.
    let number = (Double(text) ?? Double(scaled) / 1e9) + 0
    guard isInside(number) else {
      outOfRange(value, path, "must be \(range)")
      return nil
    }
    return number
  }

  /// A whole number of at least `least`.
  mutating func whole(_ value: PolicyValue, _ path: String, atLeast least: Int, atMost most: Int = 1_000_000_000)
    -> Int?
  {
    guard let scaled = decimal(value, path, scale: 9) else { return nil }
    let one: Int64 = 1_000_000_000
    guard scaled % one == 0, (Int64(least)...Int64(most)).contains(scaled / one) else {
      outOfRange(value, path, "must be a whole number from \(least) to \(most)")
      return nil
    }
    return Int(scaled / one)
  }
}
