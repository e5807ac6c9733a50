internal import Storage
internal import TriageModel

/// Traces whose rows lie in two files: a row above others that another import counts, or whose rows below it another
/// import brought.
struct ParentsElsewhere {
  /// Rows above others, found in two files.
  struct Found {
    private var counts: [Kind: (parents: ObservationTree.Parents, importID: Int64)] = [:]

    enum Kind {
      /// They hold the tokens of the rows below them once more.
      case sums
      /// They have the same tokens, but another model or cost.
      case alike
      /// They have more.
      case larger
    }

    mutating func add(_ kind: Kind, _ row: ObservationTree.Row, importID: Int64) {
      var entry = counts[kind] ?? (ObservationTree.Parents(), importID)
      entry.parents.add(entry.parents.places.count, tokens: row.tokens, costNanos: row.costNanos)
      counts[kind] = entry
    }

    subscript(kind: Kind) -> (parents: ObservationTree.Parents, importID: Int64)? { counts[kind] }
  }

  private let transaction: ImportTransaction
  private let importID: Int64
  /// Rows above those of the file which it does not have.
  private let absent: [UInt64: AbsentRows.Row]
  /// Rows that the file passes over, as others of it hold the same tokens.
  private let passedOver: Set<UInt64>
  /// Rows of the file whose rows below them are there already.
  private let above: Found

  /// To be made once a file is read; keeps what later files have to be compared with.
  init(
    _ tree: ObservationTree, _ found: ObservationTree.Findings, _ transaction: ImportTransaction, importID: Int64
  ) throws {
    self.transaction = transaction
    self.importID = importID
    absent = Dictionary(found.absent.map { ($0.key, $0) }) { first, _ in first }
    passedOver = Set((found.sums.places + found.absorbed.places).map { tree.rows[$0].id })
    let sums = found.sums.places.map { tree.rows[$0].sums.absent(tree.rows[$0].id) }
    let kept = found.absent.flatMap { [$0.counted.absent($0.key), $0.children.absent($0.key)] } + sums
    if kept.count <= AbsentRows.keptLimit { try transaction.record(kept, importID: importID) }
    above = try Self.above(tree, passedOver, transaction, importID: importID)
  }

  private static func above(
    _ tree: ObservationTree, _ passedOver: Set<UInt64>, _ transaction: ImportTransaction, importID: Int64
  ) throws -> Found {
    var found = Found()
    let earlier = try transaction.absentParents(besides: importID)
    guard !earlier.isEmpty else { return found }
    let places = ObservationTree.RowPlaces(tree.rows)
    for (other, parents) in earlier {
      for (key, kept) in Dictionary(grouping: parents, by: \.key) where !passedOver.contains(key) {
        guard let place = places.first(key, tree.rows) else { continue }
        let row = tree.rows[place]
        let below = kept.map { TraceSums($0) }
        if let kind = kind(row, below) { found.add(kind, row, importID: other) }
      }
    }
    return found
  }

  /// What is to be said of new rows; to be called once the rows are stored.
  func problems(file: String) throws -> [Diagnostic] {
    let stored = try transaction.storedRequests(keys: passedOver.union(absent.keys), besides: importID)
    var below = Found()
    for request in stored {
      let row = try row(of: request)
      let kind =
        passedOver.contains(request.key)
        ? Found.Kind.sums : absent[request.key].flatMap { Self.kind(row, [$0.counted, $0.children]) }
      if let kind { below.add(kind, row, importID: Int64(request.record.importID)) }
    }
    return words(below, isAbove: false, file) + words(above, isAbove: true, file)
  }

  private func row(of request: StoredRequest) throws -> ObservationTree.Row {
    let record = request.record
    var name = try transaction.providerName(record.model)
    let model = name.withUTF8 { ModelFamily.hash($0) }
    return ObservationTree.Row(
      id: request.key, parent: 0, input: record.inputTokens, output: record.outputTokens,
      costNanos: record.reportedCostNanos, isStated: record.present.contains(.cost), model: model)
  }

  /// What a row is to rows below it in another file, of which several sums are known; nil = a request of its own.
  private static func kind(_ row: ObservationTree.Row, _ below: [TraceSums]) -> Found.Kind? {
    var kind: Found.Kind?
    for sums in below {
      switch ObservationTree.relation(row.sums, direct: sums, total: sums) {
      case .sum, .sumWithCost: return .sums
      case .alike: kind = .alike
      case .own: if kind == nil, ObservationTree.isLarger(row, sums) { kind = .larger }
      }
    }
    return kind
  }

  // MARK: Words

  private func words(_ found: Found, isAbove: Bool, _ file: String) -> [Diagnostic] {
    [Found.Kind.sums, .alike, .larger].compactMap { kind in
      found[kind].map { diagnostic(kind, $0.parents, EarlierImport($0.importID, transaction), isAbove: isAbove, file) }
    }
  }

  private func diagnostic(
    _ kind: Found.Kind, _ parents: ObservationTree.Parents, _ earlier: EarlierImport, isAbove: Bool, _ file: String
  ) -> Diagnostic {
    let isOne = parents.places.count == 1
    let subject = "\(parents.places.count) \(isOne ? "row" : "rows") of \(isAbove ? "this file" : earlier.name)"
    let below =
      "the tokens of rows below \(isOne ? "it" : "them") that "
      + (isAbove ? "\(earlier.name) brought" : "this file brings")
    let sum = FileImport.words(parents)
    let whole = "import one file that has these traces whole, which counts them once, and \(earlier.removalByCommand)."
    let position = SourcePosition(file: file)
    switch kind {
    case .sums:
      return Diagnostic(
        code: "counted-twice", position: position,
        message: "\(subject) \(isOne ? "holds" : "hold") \(below), with \(sum): both would count",
        remedy: "To get it right, \(whole) If they are calls of their own all the same, say --separate-spend.")
    case .alike:
      return Diagnostic(
        severity: .warning, code: "parents-alike", position: position,
        message:
          "\(subject) \(isOne ? "has" : "have") just \(below), but another model or cost; both count, with \(sum)",
        remedy: "That is right for two calls of equal length. Where the tracer adds up what is below, \(whole)")
    case .larger:
      return Diagnostic(
        severity: .note, code: "parents-count", position: position,
        message: "\(subject) \(isOne ? "has" : "have") at least \(below), with \(sum): "
          + "\(isOne ? "it is" : "each is") taken for a call of its own that starts others",
        remedy: "Nothing is to be done, unless your tracer adds the tokens of the calls below to the one above: then "
          + whole)
    }
  }
}

extension FileImport {
  /// What holds only where the file brings new rows; to be called once they are stored.
  func foundWithNewRows() throws -> [Diagnostic] {
    guard let parentsElsewhere, !options.source.isSeparateSpend else { return problemsOfNewRows }
    return try problemsOfNewRows + parentsElsewhere.problems(file: file.path)
  }
}
