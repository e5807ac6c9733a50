public import TriageModel

/// A usage row on its way into or out of a segment: numbers of names (0 = blank), and places of texts in an arena.
public struct RequestRecord: Sendable {
  /// Hash of the task id; 0 = no task.
  var taskHash: UInt64 = 0
  public var atNanos: Int64 = 0
  public var inputTokens: Int64 = 0
  public var cachedTokens: Int64 = 0
  public var cacheWriteTokens: Int64 = 0
  public var outputTokens: Int64 = 0
  public var reasoningTokens: Int64 = 0
  public var reportedCostNanos: Int64 = 0
  public var requests: Int64 = 1
  /// `traits` as a plain number: every row is compared with 0.
  var traitBits: Int64 = 0
  public var worker: Int32 = 0
  public var department: Int32 = 0
  public var category: Int32 = 0
  public var provider: Int32 = 0
  public var model: Int32 = 0
  public var importID: Int32 = 0
  /// Position among the rows of this commit; rows that were stored before have `UInt32.max`.
  var sequence = UInt32.max
  public var present: Presence = []
  public var status = RequestStatus.blank
  /// Where the cost is zero because the row has no bill of its own: why.
  public var charge = RequestCharge.own
  var requestID = TextPlace()
  var taskID = TextPlace()
  var parentID = TextPlace()

  public init() {}

  /// Mode, length of prompt and lifetime of cache writes, as far as the price depends on them.
  public var traits: RequestTraits {
    get { RequestTraits(rawValue: traitBits) }
    set { traitBits = newValue.rawValue }
  }

  /// Which numbers are known: unknown is not zero.
  public struct Presence: OptionSet, Sendable {
    public var rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable public static var input: Presence { Presence(rawValue: 1) }
    @inlinable public static var cached: Presence { Presence(rawValue: 2) }
    @inlinable public static var cacheWrite: Presence { Presence(rawValue: 4) }
    @inlinable public static var output: Presence { Presence(rawValue: 8) }
    @inlinable public static var reasoning: Presence { Presence(rawValue: 16) }
    @inlinable public static var cost: Presence { Presence(rawValue: 32) }
  }
}

/// The column `status`.
public enum RequestStatus: UInt8, Sendable {
  case blank = 0
  case ok = 1
  case error = 2
}

/// Who pays for a request.
public enum RequestCharge: UInt8, Sendable {
  /// It has a price of its own: reported, computed or unknown.
  case own = 0
  /// A seat or a flat rate, which the policy allocates: nothing is billed for the row.
  case allocated = 1
  /// Nobody: the provider charges nothing for it.
  case free = 2
}

extension RequestRecord {
  /// A hash over everything but the ids of request and task.
  @inline(__always)
  func bodyHash(_ hash: ByteHash, parentID: UnsafeRawBufferPointer) -> UInt64 {
    // Two lanes, neither of which waits for the other.
    var (first, second) = (hash.seed, hash.seed ^ UInt64(present.rawValue))
    if parentID.count > 0 { first = ByteHash.mix(first, hash.state(parentID)) }
    if traitBits != 0 { second = ByteHash.mix(second, UInt64(bitPattern: traitBits)) }
    first = ByteHash.mix(first, UInt64(bitPattern: atNanos))
    second = ByteHash.mix(second, UInt64(bitPattern: inputTokens))
    first = ByteHash.mix(first, UInt64(bitPattern: cachedTokens))
    second = ByteHash.mix(second, UInt64(bitPattern: cacheWriteTokens))
    first = ByteHash.mix(first, UInt64(bitPattern: outputTokens))
    second = ByteHash.mix(second, UInt64(bitPattern: reasoningTokens))
    first = ByteHash.mix(first, UInt64(bitPattern: reportedCostNanos))
    second = ByteHash.mix(
      second, UInt64(bitPattern: requests) ^ UInt64(status.rawValue) << 60 ^ UInt64(charge.rawValue) << 56)
    first = ByteHash.mix(first, UInt64(UInt32(bitPattern: worker)) << 32 | UInt64(UInt32(bitPattern: department)))
    second = ByteHash.mix(second, UInt64(UInt32(bitPattern: category)) << 32 | UInt64(UInt32(bitPattern: provider)))
    return ByteHash.mix(ByteHash.mix(first, second), UInt64(UInt32(bitPattern: model)))
  }

  /// Names of the columns in which two rows of one request differ, the task apart.
  func differences(from other: RequestRecord, parentIsEqual: Bool) -> [String] {
    var names: [String] = []
    func check(_ name: String, _ isEqual: Bool) { if !isEqual { names.append(name) } }
    func number(_ name: String, _ path: KeyPath<RequestRecord, Int64>, _ flag: Presence) {
      check(name, present.contains(flag) == other.present.contains(flag) && self[keyPath: path] == other[keyPath: path])
    }
    check("parent_request_id", parentIsEqual)
    check("timestamp", atNanos == other.atNanos)
    check("worker_id", worker == other.worker)
    check("department", department == other.department)
    check("category", category == other.category)
    check("provider", provider == other.provider)
    check("model", model == other.model)
    number("input_tokens", \.inputTokens, .input)
    number("cached_input_tokens", \.cachedTokens, .cached)
    number("cache_write_tokens", \.cacheWriteTokens, .cacheWrite)
    number("output_tokens", \.outputTokens, .output)
    number("reasoning_tokens", \.reasoningTokens, .reasoning)
    number("cost_usd", \.reportedCostNanos, .cost)
    check("cost state", charge == other.charge)
    check("requests", requests == other.requests)
    check("status", status == other.status)
    check("service_tier", traits.mode == other.traits.mode)
    check("cache_write_1h_tokens", traits.longWriteTokens == other.traits.longWriteTokens)
    check(
      "length of the prompts",
      traits.context == other.traits.context && traits.isAggregate == other.traits.isAggregate)
    return names
  }
}
