import Analysis
import TriageModel

/// How a verdict is reached, in at most seven sentences.
struct MethodWords {
  let report: Report

  init(_ report: Report) { self.report = report }

  var sentences: [String] {
    let confidence = DecimalText.fixed((1 + report.review.level) * 50, decimals: 1)
    return [
      "Net value of a task is its outcome value less token cost, review, rework and run cost; failed tasks count.",
      "Tools are compared within equal difficulty, weighted by the tasks of the tool in use.",
      "The error is the larger of task-level and worker-level error; intervals use Student's t.",
      "A move or a stop needs a gain above zero at \(confidence)% one-sided confidence, migration cost included.",
      "Without proof the tool stays; a pilot is advised where it is worth its cost. An option that is assumed or not compared can never win.",
      "Sums are exact; amounts are added first and rounded last, so printed lines add up to printed totals.",
      "Unknown is never zero: unpriced, unvalued and unmatched rows are counted and shown.",
    ]
  }
}
