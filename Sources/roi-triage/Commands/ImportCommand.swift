import ArgumentParser
import Importer
import Storage
import TriageModel

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load usage, outcome, price and invoice files into the database: all of them, or none.",
    discussion: """
      The kind of a file is told by its header. Rows that are there already are recognised, in whatever file they come. \
      A file with a bad row is refused whole, with every bad row named. `-` is standard input; gzip is read as it is.

      Exports of other tools are read as they come, and told by their header, too: \
      \(SourceOptions.formatNames).

      Columns of canonical files, by name in any order (the first ones of each kind are required):
        usage     request_id, timestamp, model; task_id, parent_request_id, worker_id, department, category, provider,
                  input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd,
                  requests, status, service_tier, cache_write_1h_tokens, prompt_length
        outcomes  task_id, completed_at, category, tool; worker_id, department, complexity, succeeded, value_usd,
                  minutes_saved, review_minutes, rework_minutes, pair_id
        prices    model, effective_from, input_usd_per_mtok, output_usd_per_mtok; provider, effective_to,
                  cached_input_usd_per_mtok, cache_write_usd_per_mtok, cache_write_1h_usd_per_mtok,
                  reasoning_usd_per_mtok, tier_above_tokens, mode, source, catalogue, checked_on
        invoices  provider, invoice_id, period_start, period_end, amount_usd; model, kind (usage, credit, tax,
                  purchase, adjustment), line

      Price catalogues are told by their content: LiteLLM's model_prices_and_context_window.json, genai-prices' data.json, \
      models.dev's api.json. Their prices hold from --prices-from on.

      Example:
        roi-triage import usage-2026-07.csv.gz outcomes.csv prices.csv
        roi-triage import completions_usage.csv
        roi-triage import --explain completions_usage.csv
        roi-triage import invoices.csv anthropic_cost.csv
        roi-triage import --rate CNY=0.14 cost-2026-07.csv
        roi-triage import --mapping gateway.yaml gateway.csv
        roi-triage import --timezone UTC openrouter_activity.csv
        roi-triage import --timezone Europe/Berlin --set tool=claude-opus-5 jira.csv
        roi-triage import --prices model_prices.json --prices-from 2026-07-01
        roi-triage import --keep-good --rejects bad-rows.csv usage.csv
        roi-triage import --dry-run --expect-rows 20114 --expect-total 27311.42 usage.csv
      """)

  @Argument(help: ArgumentHelp("The files to import.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Leave bad rows out and load the good ones; the exit status is then 3.")
  var keepGood = false

  @Option(help: ArgumentHelp("Where --keep-good lists the rows that it leaves out.", valueName: "file"))
  var rejects = "rejects.csv"

  @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Check everything and say it; write nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "A row whose id is there already with another body: refuse the import, keep the row that is there, or replace it.",
      valueName: "refuse|keep|replace"))
  var onConflict = OnConflict.refuse

  @Option(help: ArgumentHelp("Refuse the file unless it has this many rows.", valueName: "rows"))
  var expectRows: Int64?

  @Option(
    help: ArgumentHelp("Refuse the file unless its cost_usd (value_usd, amount_usd) adds up to this.", valueName: "usd")
  )
  var expectTotal: String?

  @Option(help: ArgumentHelp("Refuse the file unless its bytes have this SHA-256.", valueName: "hex"))
  var expectSha256: String?

  @Flag(help: "Store worker ids as they are. By default a database holds keyed hashes of them.")
  var keepWorkerIds = false

  @Option(
    help: ArgumentHelp(
      "A policy whose model_aliases find prices and whose timezone decides months; reports with another one make the sums anew.",
      valueName: "file"))
  var policy: String?

  @Flag(help: "Show how each column of the files is understood, with sample rows before and after; import nothing.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "What an export without dates covers: 2026-07, 2026Q3, 2026, or 2026-05..2026-08 with the end excluded.",
      valueName: "period"))
  var period: String?

  @Option(name: .customLong("prices"), help: ArgumentHelp("Price books, canonical or catalogues.", valueName: "file"))
  var priceFiles: [String] = []

  @OptionGroup var source: SourceOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if let expectTotal, (try? ScaledDecimal.parse(expectTotal, scale: 9)) == nil {
      throw ValidationError("--expect-total \(expectTotal): write US dollars as 1234.56.")
    }
    let isHash = expectSha256.map { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) } ?? true
    if !isHash { throw ValidationError("--expect-sha256: a SHA-256 has 64 hexadecimal digits.") }
    if files.isEmpty, priceFiles.isEmpty { throw ValidationError("Missing expected argument '<file> ...'") }
    if !expectation.isEmpty, files.count + priceFiles.count != 1 {
      throw ValidationError("--expect-… is for one file at a time.")
    }
  }

  private var expectation: ImportOptions.Expectation {
    var expectation = ImportOptions.Expectation()
    expectation.rows = expectRows
    expectation.totalNanos = expectTotal.flatMap { try? ScaledDecimal.parse($0, scale: 9) }
    expectation.sha256 = expectSha256
    return expectation
  }

  func run() throws {
    try reportingFailures {
      if explain { return try explainFiles() }
      var options = ImportOptions()
      options.keepsGood = keepGood
      options.isDryRun = dryRun
      options.onConflict = onConflict.policy
      options.expectation = expectation
      let policy = try policy.map { try PolicySource(path: $0, quiet: messages.quiet).policy }
      options.source = try settings(policy)
      if let policy {
        options.aliases = policy.modelAliases
        options.zone = try PolicyZone.zone(of: policy)
      }
      let filling = DatabaseFilling(
        path: database.path,
        files: files.map { ImportFile(path: $0) } + priceFiles.map { ImportFile(path: $0, format: .prices) },
        options: options,
        keepsWorkerIDs: keepWorkerIds, rejects: keepGood ? RejectsFile(path: rejects) : nil, quiet: messages.quiet)
      let result = try filling.run()
      filling.say(result.outcomes)
      if !dryRun { try filling.saySuggestions() }
      try finish(filling, result)
    }
  }

  private func settings(_ policy: Policy?) throws -> SourceSettings {
    try source.settings(period: PeriodOption.parse(period, calendar: policy?.calendar ?? ReportingCalendar()))
  }

  private func explainFiles() throws {
    let settings = try settings(policy.map { try PolicySource(path: $0, quiet: messages.quiet).policy })
    for path in files + priceFiles {
      // Standard input can be read only once.
      if path != "-", let book = try PriceBookFile.catalogue(path: path, settings: settings) {
        try Terminal.output(FileExplanationText.render(book, path: path))
        continue
      }
      let explanation = try FileExplanation.read(path: path, settings: settings)
      try Terminal.output(FileExplanationText.render(explanation, path: path, width: Terminal.width))
    }
  }

  private func finish(_ filling: DatabaseFilling, _ result: DatabaseFilling.Result) throws {
    if dryRun, !messages.quiet { Terminal.message("Dry run: nothing was written.") }
    guard result.leftOut else { return }
    if let rejects = filling.rejects, rejects.count > 0, !dryRun, !messages.quiet {
      Terminal.message("Rows left out are listed in \(rejects.path).")
    }
    throw ExitCode(ExitStatus.leftOut.rawValue)
  }
}

/// What `--on-conflict` takes.
enum OnConflict: String, ExpressibleByArgument, CaseIterable {
  case refuse
  case keep
  case replace

  var policy: ConflictPolicy {
    switch self {
    case .refuse: .refuse
    case .keep: .keep
    case .replace: .replace
    }
  }
}
