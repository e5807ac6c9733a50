import ArgumentParser
import Importer
import PolicyFile
import TriageModel

/// What the user says about files of other tools.
struct SourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the file as this format instead of telling it by its header.", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The zone of an export whose times have none: UTC, +02:00 or Europe/Berlin. It is never assumed.",
      valueName: "zone"))
  var timezone: String?

  @Option(
    help: ArgumentHelp(
      "Which of day and month stands first in dates such as 2/7/26: dmy or mdy. A file that proves the other is refused.",
      valueName: "order"))
  var dateOrder: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A text for a column where the export leaves it blank: tool=NAME, category, department, worker, provider or model.",
      valueName: "column=text"))
  var constants: [String] = []

  @Option(
    name: .customLong("rate"),
    help: ArgumentHelp(
      "What one unit of another currency is worth in US dollars: CNY=0.14. Without it such amounts are refused.",
      valueName: "currency=usd"))
  var rates: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read a CSV of your own as this YAML file says: its columns, units and what its counts include.",
      valueName: "file"))
  var mapping: String?

  @Flag(help: "Count the file beside one of another form over the same time and provider: they hold different spend.")
  var separateSpend = false

  @Flag(help: "Take amounts and counts as they are where they look like other units.")
  var unitsAreRight = false

  @Option(
    name: .customLong("ignore-column"),
    help: ArgumentHelp(
      "A column that is not known and holds nothing to count, although its name says tokens or money.",
      valueName: "name"))
  var ignoredColumns: [String] = []

  @Option(
    help: ArgumentHelp(
      "From when the prices of a catalogue hold: the first day for which they count. It is never assumed.",
      valueName: "day"))
  var pricesFrom: String?

  static var formatNames: String { SourceCatalogue.formats.map(\.name).joined(separator: ", ") }

  /// - Parameter period: what an export without dates covers.
  /// - Throws: `Failure` for an option that cannot be read.
  func settings(period: Period?) throws -> SourceSettings {
    var settings = SourceSettings()
    settings.formatName = format
    settings.isSeparateSpend = separateSpend
    settings.hasRightUnits = unitsAreRight
    settings.ignoredColumns = Set(ignoredColumns.map { $0.lowercased() })
    if let mapping {
      let bytes = try FileReading.all(of: FileReading.open(mapping), path: mapping)
      settings.mapping = SourceFormat(try MappingReader.read(bytes: bytes, file: mapping))
    }
    settings.period = period
    settings.pricesFrom = try PricesFromOption.parse(pricesFrom)
    if let timezone {
      guard let zone = SourceZone(timezone) else {
        throw refused("--timezone", timezone, "is no time zone", "Write UTC, +02:00 or a name such as Europe/Berlin.")
      }
      settings.zone = zone
    }
    if let dateOrder {
      guard let order = SourceSettings.DateOrder(rawValue: dateOrder.lowercased()) else {
        throw refused("--date-order", dateOrder, "is no order of dates", "Write dmy or mdy.")
      }
      settings.dateOrder = order
    }
    for constant in constants {
      let parts = constant.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let column = SourceSettings.Constant(rawValue: parts[0]) else {
        let known = SourceSettings.Constant.allCases.map(\.rawValue).joined(separator: ", ")
        throw refused("--set", constant, "names no column that can be set", "Write COLUMN=TEXT; columns are \(known).")
      }
      if let other = settings.constants.updateValue(parts[1], forKey: column), other != parts[1] {
        throw refused("--set", constant, "is the second text for \(column.rawValue)", "Give each column once.")
      }
    }
    for rate in rates {
      let parts = rate.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0].utf8.count == 3, let nanos = try? ScaledDecimal.parse(parts[1], scale: 9),
        nanos > 0
      else {
        throw refused("--rate", rate, "states no rate", "Write CODE=USD: CNY=0.14 for 0.14 US dollars to one CNY.")
      }
      if let other = settings.rates.updateValue(nanos, forKey: parts[0].uppercased()), other != nanos {
        throw refused("--rate", rate, "is the second rate for \(parts[0].uppercased())", "Give each currency once.")
      }
    }
    return settings
  }

  private func refused(_ option: String, _ value: String, _ message: String, _ remedy: String) -> Failure {
    Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-option", field: option, value: PrintableText.cut(value), message: message, remedy: remedy)
      ])
  }
}
