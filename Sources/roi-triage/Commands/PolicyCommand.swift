import ArgumentParser
import PolicyFile
import Storage
import TriageModel

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Write a commented policy from what was imported, or check one.",
    subcommands: [Init.self, Check.self])

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init",
      abstract: "Write a commented policy with every tool, department and category seen; fill in the tiers.",
      discussion: """
        Example:
          roi-triage import usage.csv outcomes.csv
          roi-triage policy init > policy.yaml
        """)

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try reportingFailures {
        let seen = try database.open(create: false).inventory()
        let text = PolicyTemplate.text(
          tools: seen.tools.map {
            PolicyTemplate.Tool(
              name: $0.name, tasks: $0.tasks, tokenCost: $0.tasksWithUsage > 0 ? $0.tokenCost : nil,
              hasUsageRows: $0.tasksWithUsage > 0)
          },
          departments: seen.departments,
          categories: seen.categories.map {
            PolicyTemplate.Category(
              name: $0.name, tasks: $0.tasks, hasMeasuredValue: $0.tasksWithValue > 0,
              hasMinutes: $0.tasksWithMinutes > 0)
          },
          models: seen.unpricedModels,
          hasComplexity: seen.categories.contains { $0.tasksWithComplexity > 0 }, hasWorkers: seen.hasWorkers)
        guard let out else { return try Terminal.output(text) }
        if FileExistence.exists(out) { throw alreadyThere(out) }
        try OutputFile.write(text, to: out)
      }
    }

    private func alreadyThere(_ path: String) -> Failure {
      Failure(
        .cannotCreate,
        [
          Diagnostic(
            code: "already-there", position: SourcePosition(file: path),
            message: "the file is there already; it was left as it is", remedy: "Name another file with --out.")
        ])
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check a policy: all problems at once, and keys without effect.",
      discussion: """
        Example:
          roi-triage policy check policy.yaml
        """)

    @Argument(help: ArgumentHelp("The policy file.", valueName: "file"))
    var file: String

    func run() throws {
      try reportingFailures {
        let source = try PolicySource(path: file, quiet: false, tellsNotes: true)
        for note in PolicyReader.notesOnUnusedKeys(source.policy) { Terminal.message(note.text) }
        let tools = source.policy.tools.count
        try Terminal.output("\(file): sound, \(tools) tool\(tools == 1 ? "" : "s"), digest \(source.digest)\n")
      }
    }
  }
}
