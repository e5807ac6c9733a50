import ArgumentParser
import Importer
import Storage
import TriageModel

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load usage, outcome and price files into the database: all of them, or none.",
    discussion: """
      The kind of a file is told by its header. Rows that are there already are recognised, in whatever file they come. \
      A file with a bad row is refused whole, with every bad row named. `-` is standard input; gzip is read as it is.

      Columns, by name in any order (the first ones of each kind are required):
        usage     request_id, timestamp, model; task_id, parent_request_id, worker_id, department, category, provider,
                  input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd,
                  requests, status
        outcomes  task_id, completed_at, category, tool; worker_id, department, complexity, succeeded, value_usd,
                  minutes_saved, review_minutes, rework_minutes, pair_id
        prices    model, effective_from, input_usd_per_mtok, output_usd_per_mtok; provider, effective_to,
                  cached_input_usd_per_mtok, cache_write_usd_per_mtok, source

      Example:
        roi-triage import usage-2026-07.csv.gz outcomes.csv prices.csv
      """)

  @Argument(help: ArgumentHelp("The files to import.", valueName: "file"))
  var files: [String]

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    try reportingFailures {
      let inputs = files.map { ImportFile(path: $0) }
      _ = try DatabaseFilling.fill(database, with: inputs, aliases: nil, quiet: messages.quiet)
    }
  }
}
