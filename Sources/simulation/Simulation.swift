/// Checks the method on made-up quarters whose truth is known; run by `scripts/simulate`.
@main
struct Simulation {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.contains("--speed") { return try speed() }
    let isQuick = arguments.contains("--quick")
    print("Intervals are two-sided at 0.90; a move is wrong if the cheap tool is truly no better.")
    print("tasks per cell\tmethod\tcoverage\tmoves\twrong moves\tbetter tools found")
    for (tasks, repetitions) in [(20, 2000), (100, 2000), (1000, 600)] {
      let study = try CoverageStudy(
        tasksPerCell: tasks, repetitions: isQuick ? repetitions / 20 : repetitions, seed: UInt64(tasks))
      print(study.line("standardised", study.adjusted))
      print(study.line("difference of means", study.naive))
      print(
        "\twrong moves expected by the report: \(study.adjusted.expectedWrong.rounded()), found: \(study.adjusted.wrongMoves)"
      )
    }
  }

  private static func speed() throws {
    let study = try SpeedStudy()
    print("1,000,000 tasks in 12 categories, CPU milliseconds")
    print("arranging facts once: \(study.arranging.rounded())")
    print(
      "each policy, six times with and six times without the spread of tasks: \(study.evaluations.map { "\($0.rounded())" }.joined(separator: ", "))"
    )
  }
}
