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
    [sums(found[.sums], isAbove, file), alike(found[.alike], isAbove, file), larger(found[.larger], isAbove, file)]
      .compactMap(\.self)
  }

  private func sums(
    _ found: (parents: ObservationTree.Parents, importID: Int64)?, _ isAbove: Bool, _ file: String
  ) -> Diagnostic? {
    guard let (parents, other) = found else { return nil }
    let isOne = parents.places.count == 1
    let earlier = EarlierImport(other, transaction)
    return Diagnostic(
      code: "counted-twice", position: SourcePosition(file: file),
      message: "\(subject(parents, isAbove, earlier)) \(isOne ? "holds" : "hold") the tokens of rows below "
        + "\(isOne ? "it" : "them") that \(isAbove ? "\(earlier.name) brought" : "this file brings"), with "
        + "\(FileImport.words(parents)): both would count",
      remedy: "Import one file that has these traces whole, which counts them once, and "
        + "\(earlier.removalByCommand). If they are calls of their own all the same, say --separate-spend.")
  }

  private func alike(
    _ found: (parents: ObservationTree.Parents, importID: Int64)?, _ isAbove: Bool, _ file: String
  ) -> Diagnostic? {
    guard let (parents, other) = found else { return nil }
    let isOne = parents.places.count == 1
    let earlier = EarlierImport(other, transaction)
    return Diagnostic(
      severity: .warning, code: "parents-alike", position: SourcePosition(file: file),
      message: "\(subject(parents, isAbove, earlier)) \(isOne ? "has" : "have") just the tokens of rows below "
        + "\(isOne ? "it" : "them") that \(isAbove ? "\(earlier.name) brought" : "this file brings"), but another "
        + "model or cost; both count, with \(FileImport.words(parents))",
      remedy: "That is right for two calls of equal length. Where the tracer adds up what is below, import one file "
        + "that has these traces whole, and \(earlier.removalByCommand).")
  }

  private func larger(
    _ found: (parents: ObservationTree.Parents, importID: Int64)?, _ isAbove: Bool, _ file: String
  ) -> Diagnostic? {
    guard let (parents, other) = found else { return nil }
    let isOne = parents.places.count == 1
    let earlier = EarlierImport(other, transaction)
    return Diagnostic(
      severity: .note, code: "parents-count", position: SourcePosition(file: file),
      message: "\(subject(parents, isAbove, earlier)) \(isOne ? "has" : "have") at least the tokens of rows below "
        + "\(isOne ? "it" : "them") that \(isAbove ? "\(earlier.name) brought" : "this file brings"), with "
        + "\(FileImport.words(parents)): \(isOne ? "it is" : "each is") taken for a call of its own that starts others",
      remedy: "Nothing is to be done, unless your tracer adds the tokens of the calls below to the one above: then "
        + "import one file that has these traces whole, and \(earlier.removalByCommand).")
  }

  private func subject(
    _ parents: ObservationTree.Parents, _ isAbove: Bool, _ earlier: EarlierImport
  ) -> String {
    let count = parents.places.count
    return "\(count) \(count == 1 ? "row" : "rows") of \(isAbove ? "this file" : earlier.name)"
  }
}

extension FileImport {
  /// What holds only where the file brings new rows; to be called once they are stored.
  func foundWithNewRows() throws -> [Diagnostic] {
    guard let parentsElsewhere, !options.source.isSeparateSpend else { return problemsOfNewRows }
    return try problemsOfNewRows + parentsElsewhere.problems(file: file.path)
  }
}
