import ArgumentParser
import SampleData

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Write a quarter of any number of usage rows, a fifth as many outcomes, prices and a policy.",
    discussion: """
      Example:
        sample-files benchmark --rows 1000000 --seed 7 --out files/
      """)

  @Option(help: "Rows of usage.csv, up to a billion.")
  var rows = 5_000_000

  @Option(help: "Another seed gives other rows.")
  var seed: UInt64 = 1

  @Option(help: "Workers of the company, up to 65,536.")
  var workers = 2000

  @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder"))
  var out: String

  func validate() throws {
    guard (1...65_536).contains(workers) else { throw ValidationError("--workers is from 1 to 65,536.") }
    guard (0...1_000_000_000).contains(rows) else { throw ValidationError("--rows is from 0 to 1,000,000,000.") }
  }

  func run() throws {
    let folder = try SampleFolder(out)
    let data = BenchmarkData(rows: rows, seed: seed, workers: workers)
    for file in SampleFile.allCases {
      let sink = try folder.open(file.fileName)
      try data.write(file) { (chunk: [UInt8]) throws(SampleFolderError) in try sink.write(chunk) }
    }
  }
}
