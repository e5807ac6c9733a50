import ArgumentParser

@main
struct RoiTriage: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "roi-triage",
    abstract: "What is each kind of AI work worth after everything it costs, and where should it run?",
    discussion: """
      Loads usage and outcome files into one SQLite database and says, for each category of work, whether to keep it \
      on the frontier model, move it to a cheaper model or to ordinary software, pilot first, or stop.

      Example, from two CSV files to a recommendation:
        roi-triage import usage.csv outcomes.csv prices.csv
        roi-triage policy init > policy.yaml        # then fill in the tiers
        roi-triage report --policy policy.yaml --out report/
        roi-triage what-if --policy policy.yaml --set confidence=0.9

      Exit status: 0 done, 64 usage, 65 input rejected, 66 no such input, 69 database refused, 73 or 74 cannot write, \
      75 database busy, 70 a bug in the tool.
      """,
    version: version,
    subcommands: [
      ReviewCommand.self, ImportCommand.self, ReportCommand.self, ExplainCommand.self, WhatIfCommand.self,
      BudgetCommand.self, HiddenCostCommand.self, PolicyCommand.self, PricesCommand.self, ImportsCommand.self,
      CheckCommand.self,
      DemoCommand.self,
    ])
}

extension RoiTriage {
  static func main() {
    do {
      var command = try command(Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  /// A command that is named and whose words are in order is read alone, which takes two thirds of the time of a look at
  /// all commands. Everything else, help and errors among it, is the whole program's.
  private static func command(_ words: [String]) throws -> any ParsableCommand {
    if let named = configuration.subcommands.first(where: { $0.configuration.commandName == words.first }),
      named.configuration.subcommands.isEmpty, let command = try? named.parse(Array(words.dropFirst()))
    {
      return command
    }
    return try parseAsRoot(words)
  }
}
