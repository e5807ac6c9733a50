public import TriageModel

/// Categories whose tasks look as if ordinary software could do them: suggestions to pilot, never verdicts.
public struct SoftwareCandidates: Hashable, Sendable {
  /// What a task that software could do looks like.
  public enum Sign: String, Hashable, Sendable, CaseIterable {
    case short
    case equal
    case plain
    case repeated
    case easy

    /// The figure at which the sign begins to hold, in the unit of `Evidence.value`.
    public var threshold: Double {
      switch self {
      case .short: 4000
      case .equal: 0.5
      case .plain: 0.1
      case .repeated: 20
      case .easy: 0.9
      }
    }

    /// Whether the figure must not be above its threshold; otherwise it must not be below.
    public var isUpperLimit: Bool { self == .short || self == .equal || self == .plain }
  }

  /// The figure behind one sign.
  public struct Evidence: Hashable, Sendable {
    public var sign: Sign
    /// short: tokens per task · equal: spread of the token cost per task of the tool in use, standard deviation / mean ·
    /// plain: reasoning tokens / output tokens · repeated: tasks per worker and month · easy: success on tools of the
    /// small tier; nil = not measured.
    public var value: Double?

    public init(sign: Sign, value: Double?) {
      self.sign = sign
      self.value = value
    }

    /// nil where the figure is not measured: unknown is not a sign, and not one against.
    public var holds: Bool? {
      value.map { sign.isUpperLimit ? $0 <= sign.threshold : $0 >= sign.threshold }
    }
  }

  /// Months until the build cost is earned back; nil = never.
  public struct Payback: Hashable, Sendable {
    /// The tool that the policy assumes; nil = none, and the months are the fewest there can be: software that does
    /// every task and costs nothing to run.
    public var tool: String?
    /// At the high, base and low success that the policy assumes; equal without a tool.
    public var fewestMonths: Double?
    public var months: Double?
    public var mostMonths: Double?

    public init(tool: String?, fewestMonths: Double?, months: Double?, mostMonths: Double?) {
      self.tool = tool
      self.fewestMonths = fewestMonths
      self.months = months
      self.mostMonths = mostMonths
    }
  }

  public struct Candidate: Hashable, Sendable {
    public var category: String
    public var verdict: Verdict
    public var spend: Money
    public var tasks: Int64
    /// One per sign, in the order of the signs.
    public var evidence: [Evidence]
    /// From the policy; nil where it gives none.
    public var buildCost: Money?
    /// nil without a build cost.
    public var payback: Payback?

    public init(
      category: String, verdict: Verdict, spend: Money, tasks: Int64, evidence: [Evidence], buildCost: Money?,
      payback: Payback?
    ) {
      self.category = category
      self.verdict = verdict
      self.spend = spend
      self.tasks = tasks
      self.evidence = evidence
      self.buildCost = buildCost
      self.payback = payback
    }

    public var signs: Int { evidence.count { $0.holds == true } }
  }

  /// Signs that a candidate has at least.
  public static let fewestSigns = 4

  /// The dearest first.
  public var candidates: [Candidate]
  /// Categories that were looked at: those of enough workers whose tool is AI and whose verdict is not to stop or to
  /// move to software already.
  public var categories: Int

  public init(candidates: [Candidate], categories: Int) {
    self.candidates = candidates
    self.categories = categories
  }

  public var spend: Money { candidates.lazy.map(\.spend).total() }
}
