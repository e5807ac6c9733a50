import Analysis
import Reporter
import Storage
import TriageModel

/// The rollup of one period, held in memory for any number of policies.
struct WhatIfRows {
  let source: DatabaseRollupSource
  let material: ReviewMaterial
  /// The period that `material` was read for, as the policy or the command names it.
  let named: Period?
  /// Whether the command names the period, so that a policy cannot.
  let isPeriodFixed: Bool

  func review(_ policy: Policy) throws -> Review {
    let isSame = (isPeriodFixed || policy.period == named) && policy.calendar == material.period.calendar
    let material = isSame ? material : try ReviewMaterial(source, period: policy.period, calendar: policy.calendar)
    return try Analyst(policy: policy, showsSpread: false).review(material)
  }

  /// A report that is laid out but not kept: it names no file and no digest.
  func report(_ policy: Policy) throws -> Report {
    Report(
      review: try review(policy),
      context: ReportContext(
        toolVersion: RoiTriage.version, policyName: "", policyDigest: "", rowSets: [], commandLine: nil))
  }
}
