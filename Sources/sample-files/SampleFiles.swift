import ArgumentParser

@main
struct SampleFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-files",
    abstract: "Write files for measuring and torturing roi-triage; the same seed gives the same bytes.",
    subcommands: [BenchmarkCommand.self, DamagedCommand.self])
}
