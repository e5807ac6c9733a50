import ArgumentParser
import SampleData

struct DamagedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damaged",
    abstract: "Write small usage and outcome files, each with one named damage, and the good ones beside them.",
    discussion: """
      manifest.csv names for each file its kind, its damage, whether a reader must read it like the good file or refuse \
      it, and the good file.

      Example:
        sample-files damaged --seed 7 --count 3 --out files/
      """)

  private static let rows = 40

  @Option(help: "Another seed gives other rows and other places of damage.")
  var seed: UInt64 = 1

  @Option(help: "Good files of each kind; every damage is done to each of them.")
  var count = 1

  @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder"))
  var out: String

  func validate() throws {
    guard (1...1000).contains(count) else { throw ValidationError("--count is from 1 to 1,000.") }
  }

  func run() throws {
    let folder = try SampleFolder(out)
    var manifest = "file,kind,damage,must,good_file\n"
    for number in 0..<count {
      for kind in [SampleFile.usage, .outcomes] {
        manifest += try write(kind, seed: seed &+ UInt64(number), number: number + 1, to: folder)
      }
    }
    try folder.open("manifest.csv").write(Array(manifest.utf8))
  }

  /// Writes one good file and all of its damaged versions.
  ///
  /// - Returns: their lines of the manifest.
  private func write(_ kind: SampleFile, seed: UInt64, number: Int, to folder: SampleFolder) throws -> String {
    var good: [UInt8] = []
    // Outcomes are a fifth of the usage rows.
    let rows = kind == .outcomes ? Self.rows * 5 : Self.rows
    BenchmarkData(rows: rows, seed: seed).write(kind) { good += $0 }
    let goodName = "\(kind.rawValue)-\(number)-good.csv"
    try folder.open(goodName).write(good)
    var lines = "\(goodName),\(kind.rawValue),none,read,\(goodName)\n"
    for damage in Damage.allCases {
      guard let bytes = DamagedData(seed: seed).bytes(damage, of: good) else { continue }
      let name = "\(kind.rawValue)-\(number)-\(damage.rawValue).csv"
      try folder.open(name).write(bytes)
      lines += "\(name),\(kind.rawValue),\(damage.rawValue),\(damage.isHarmless ? "read" : "refuse"),\(goodName)\n"
    }
    return lines
  }
}
