import ArgumentParser
import SampleData
import TriageModel

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Write a sample quarter of an invented company: usage, outcomes, prices, invoices and policy.",
    discussion: """
      Example:
        roi-triage demo --out demo/
        roi-triage review --usage demo/usage.csv --outcomes demo/outcomes.csv --prices demo/prices.csv \\
          --invoices demo/invoices.csv --policy demo/policy.yaml --db demo/triage.db --out demo/report
      """)

  @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder"))
  var out = "demo"

  @Option(help: "Another seed gives another quarter of the same company.")
  var seed: UInt64 = 2026

  func run() throws {
    try reportingFailures {
      let quarter = SampleQuarter(seed: seed)
      try OutputFile.makeFolder(out)
      try OutputFile.write(quarter.usage, to: "\(out)/usage.csv")
      try OutputFile.write(quarter.outcomes, to: "\(out)/outcomes.csv")
      try OutputFile.write(SampleQuarter.prices, to: "\(out)/prices.csv")
      try OutputFile.write(quarter.invoices, to: "\(out)/invoices.csv")
      try OutputFile.write(SampleQuarter.policy, to: "\(out)/policy.yaml")
      try Terminal.output("Wrote usage.csv, outcomes.csv, prices.csv, invoices.csv and policy.yaml to \(out)\n")
    }
  }
}
