import ArgumentParser
import Importer
import Reporter
import Storage
import TriageModel

struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Show the price book, what it has no price for, and what another book would change.",
    discussion: """
      Examples:
        roi-triage prices list
        roi-triage prices list --model claude-sonnet-5 --json
        roi-triage prices diff prices-2026-07.csv prices-2026-10.csv
        roi-triage prices diff triage.db prices-2026-10.csv --db triage.db
      """,
    subcommands: [List.self, Diff.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the prices of the database, one line each, and the models and long prompts that have none.",
      discussion: """
        Prices are US dollars per million tokens; – is blank: then cached and written tokens cost what input does, writes for \
        an hour what other writes do, reasoning what output does. A model without a price has the nearest one beside it; it \
        is used only once the policy says so.

        Examples:
          roi-triage prices list
          roi-triage prices list --model claude-sonnet-5 --json
        """)

    @Option(help: "Only prices of this model.")
    var model: String?

    @Option(help: "Only prices of this provider.")
    var provider: String?

    @Flag(help: "The answer as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try reportingFailures {
        let opened = try TriageDatabase(path: database.path, create: false, verifies: false)
        let book = try opened.prices()
        let rows = book.filter { row in
          (model.map { $0 == row.model } ?? true) && (provider.map { $0 == row.provider } ?? true)
        }
        let missing = try opened.modelsWithoutPrice().map { missing in
          PriceBookText.Missing(provider: missing.provider, model: missing.model, book: book)
        }
        let untiered = UntieredModel.list(try DatabaseRollupSource(opened).modelCells(in: .everything))
        try Terminal.output(
          json
            ? PriceBookJSON.list(rows, missing: missing, untiered: untiered)
            : PriceBookText.list(rows, missing: missing, untiered: untiered))
      }
    }
  }

  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a new price book would change: rows, percentages and, with a database, spend.",
      discussion: """
        A book is a price file, a catalogue, or a database. With --db the requests of the database are priced with the new \
        book alone. Nothing is changed, neither prices nor a report that is already written. Prices of a catalogue \
        without dates count from --prices-from on, or else from the beginning. Models are looked up under the model_aliases \
        of --policy, and months are those of its timezone; without it both are as the database last used them.

        Examples:
          roi-triage prices diff prices-2026-07.csv prices-2026-10.csv
          roi-triage prices diff triage.db model_prices.json --prices-from 2026-10-01 --db triage.db
          roi-triage prices diff triage.db prices-2026-10.csv --db triage.db --policy policy.yaml
        """)

    @Argument(help: ArgumentHelp("The book that holds now.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The book that would hold.", valueName: "new"))
    var new: String

    @Option(
      name: .customLong("db"), help: ArgumentHelp("A database whose spend is worked out again.", valueName: "file"))
    var database: String?

    @Option(
      help: ArgumentHelp(
        "A policy whose model_aliases find prices in both books and whose timezone decides months; with --db.",
        valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("From when the prices of a catalogue without dates hold.", valueName: "day"))
    var pricesFrom: String?

    @Flag(help: "The answer as JSON.")
    var json = false

    @OptionGroup var messages: MessageOptions

    func validate() throws {
      if policy != nil, database == nil {
        throw ValidationError("Name the database whose spend is worked out under the policy: --db.")
      }
    }

    func run() throws {
      try reportingFailures {
        var settings = SourceSettings()
        // The first month that a period can name.
        settings.pricesFrom = try PricesFromOption.parse(pricesFrom) ?? Period.everything.first.start
        let before = try book(old, settings)
        let after = try book(new, settings)
        let difference = PriceBookDifference(old: before, new: after)
        var repricing: Repricing?
        if let database {
          let policy = try policy.map { try PolicySource(path: $0, quiet: messages.quiet).policy }
          repricing = try TriageDatabase(path: database, create: false).repriced(
            with: after, aliases: policy?.modelAliases, zone: try policy.map(PolicyZone.zone))
        }
        try Terminal.output(
          json
            ? PriceBookJSON.difference(difference, repricing: repricing.map(PriceBookChange.init))
            : PriceBookText.difference(difference, repricing: repricing.map(PriceBookChange.init)))
      }
    }

    private func book(_ path: String, _ settings: SourceSettings) throws -> [PriceRow] {
      if try OwnDatabase.isOne(path) { return try TriageDatabase(path: path, create: false).prices() }
      let file = try PriceBookFile.read(path: path, settings: settings)
      if !messages.quiet {
        for note in file.notes { Terminal.message(note.text) }
      }
      return file.rows
    }
  }
}

/// The option `--prices-from`.
enum PricesFromOption {
  /// - Throws: `Failure` where it is no day and no time with a zone.
  static func parse(_ text: String?) throws -> Instant? {
    guard let text else { return nil }
    if let instant = (try? Instant.parse(text)) ?? (try? Instant.parse(text + "T00:00:00Z")) { return instant }
    throw Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-option", field: "--prices-from", value: PrintableText.cut(text), message: "is no day",
          remedy: "Write 2026-07-01, which begins in UTC, or a time with its zone.")
      ])
  }
}

extension PriceBookChange {
  /// Sums of a repricing by month, and by month and model.
  init(_ repricing: Repricing) {
    self.init(
      lines: repricing.lines.map { line in
        Line(
          month: line.month, provider: line.provider, model: line.model, rows: Int128(line.rows),
          now: Money(nanos: line.nowNanos), then: Money(nanos: line.thenNanos), unpricedNow: Int128(line.unpricedNow),
          unpricedThen: Int128(line.unpricedThen))
      })
  }
}
