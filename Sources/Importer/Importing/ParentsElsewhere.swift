internal import Storage
internal import TriageModel

/// Traces whose rows lie in several files: a row above others that another import counts, or whose rows below it other
/// imports brought. It is compared with all that is below it in all imports in force and in the file together.
struct ParentsElsewhere {
  /// Rows of the file that an earlier import has, and passed over as others hold their tokens.
  let known: ObservationTree.Parents
  /// The imports that passed them over.
  let knownImports: Set<Int64>
  /// Whether later files find all that stands above and below rows of this one.
  let isKept: Bool

  private let transaction: ImportTransaction
  private let importID: Int64
  /// Rows that stand above others in other imports or the file, each with one of the rows below it.
  private var pairs: [(above: UInt64, below: UInt64)] = []
  /// What stands above each row that none of the files counts.
  private var links: [UInt64: UInt64] = [:]
  /// Keys in `links` of which the file says something new.
  private var ownLinks: Set<UInt64> = []
  /// Rows of the file that stand above others of it and count, though they may be sums with rows of other imports.
  private let larger: Set<UInt64>
  /// Rows that the file passes over, as others of it hold the same tokens.
  private let passedOver: Set<UInt64>
  /// Those of them whose tokens stand in a row above.
  private let absorbed: [ObservationTree.Row]
  /// What the rows that this file or an earlier one passes over as sums of rows below them had there.
  private var sums: [UInt64: Set<[Int64]>] = [:]
  /// All rows of the file, where none is stored.
  private let rows: ObservationTree.RowList?

  /// More of one kind are not kept for later files.
  private static let keptLimit = 50_000

  /// To be made once a file is read; keeps what later files have to be compared with.
  init(
    _ tree: ObservationTree, _ found: ObservationTree.Findings, _ transaction: ImportTransaction, importID: Int64,
    options: ImportOptions
  ) throws {
    self.transaction = transaction
    self.importID = importID
    let earlier = try transaction.absentParents(besides: importID).filter { $0.importID < importID }
    let isAlone = earlier.isEmpty && tree.links.isEmpty
    let places = found.rowPlaces ?? ObservationTree.RowPlaces(isAlone ? ObservationTree.RowList() : tree.rows)
    absorbed = found.absorbed.places.map { tree.rows[$0] }
    let own = Set((found.sums.places + found.absorbed.places).map { tree.rows[$0].id })
    (known, knownImports) =
      options.source.isSeparateSpend ? (ObservationTree.Parents(), []) : Self.known(tree, places, own, earlier)
    passedOver = own.union(known.places.map { tree.rows[$0].id })
    larger = Set(found.larger.places.map { tree.rows[$0].id })
    rows = options.isDryRun ? tree.rows : nil
    let kept = Self.kept(tree, places, found, known)
    isKept = kept.isWhole
    try transaction.record(kept.parents, importID: importID)
    guard !options.source.isSeparateSpend else { return }
    for (_, parents) in earlier {
      for parent in parents where parent.above != 0 { links[parent.key] = parent.above }
    }
    for link in kept.links where links.updateValue(link.above, forKey: link.key) != link.above {
      ownLinks.insert(link.key)
    }
    pairs = found.absent.flatMap { row in path(row.key).map { ($0, row.below) } }
    pairs += own.sorted().map { ($0, $0) }
    for parent in kept.parents + earlier.flatMap(\.parents) where parent.isPassedOver && parent.below != 0 {
      sums[parent.key, default: []].insert([parent.input, parent.output])
    }
    for (_, parents) in earlier {
      for parent in parents where parent.below != 0 {
        let path = path(parent.key)
        guard path.contains(where: { ownLinks.contains($0) || places.first($0, tree.rows) != nil }) else { continue }
        pairs += path.map { ($0, parent.below) }
      }
    }
  }

  /// Rows that are the same as ones which an earlier import passed over.
  private static func known(
    _ tree: ObservationTree, _ places: ObservationTree.RowPlaces, _ own: Set<UInt64>,
    _ earlier: [(importID: Int64, parents: [AbsentParent])]
  ) -> (rows: ObservationTree.Parents, imports: Set<Int64>) {
    var known = ObservationTree.Parents()
    var keys: Set<UInt64> = []
    var imports: Set<Int64> = []
    for (importID, parents) in earlier {
      for parent in parents where parent.isPassedOver && !own.contains(parent.key) {
        guard let place = places.first(parent.key, tree.rows) else { continue }
        let row = tree.rows[place]
        guard parent.isRestated(by: row) else { continue }
        keys.insert(row.id)
        imports.insert(importID)
      }
    }
    guard !keys.isEmpty else { return (known, []) }
    for place in tree.rows.indices where keys.contains(tree.rows[place].id) {
      known.add(place, tokens: tree.rows[place].tokens, costNanos: tree.rows[place].costNanos)
    }
    return (known, imports)
  }

  /// What later files have to know of a file.
  private static func kept(
    _ tree: ObservationTree, _ places: ObservationTree.RowPlaces, _ found: ObservationTree.Findings,
    _ known: ObservationTree.Parents
  ) -> (parents: [AbsentParent], links: [AbsentParent], isWhole: Bool) {
    let absent = found.absent.map { AbsentParent(key: $0.key, below: $0.below) }
    let spans = TraceLinks(tree, places).above.map { AbsentParent(key: $0.key, above: $0.above) }
    let below = tree.countedBelow(found, places)
    let passed = (found.sums.places + found.absorbed.places).map { place in
      let row = tree.rows[place]
      return AbsentParent(
        key: row.id, above: above(row, tree, places), below: below[row.id] ?? 0, isPassedOver: true, input: row.input,
        output: row.output, costNanos: row.costNanos)
    }
    // Known ones are there as long as the import that passed them over is.
    let repeated = known.places.map { place in
      AbsentParent(key: tree.rows[place].id, above: above(tree.rows[place], tree, places))
    }
    let linked = (passed + repeated).filter { $0.above != 0 }
    let lists = [absent, passed, spans + repeated.filter { $0.above != 0 }].filter { $0.count <= keptLimit }
    return (
      lists.flatMap { $0 }, spans + linked, lists.count == 3 && !found.hasTooManyAbsent
    )
  }

  private static func above(
    _ row: ObservationTree.Row, _ tree: ObservationTree, _ places: ObservationTree.RowPlaces
  ) -> UInt64 {
    tree.placeAbove(row, places).map { tree.rows[$0].id } ?? tree.topmost(row)
  }

  /// A row that is not counted, and all above it that links lead to.
  private func path(_ key: UInt64) -> [UInt64] {
    var path: [UInt64] = []
    // Links of several files can come back to where they began.
    for next in KeysAbove(from: key, links, limit: .max) {
      guard !path.contains(next) else { break }
      path.append(next)
    }
    return path
  }

  // MARK: Once the rows are stored

  /// A row of the trace, whichever file it is from.
  private struct Origin {
    var importID: Int64
    /// Whether it counts.
    var isInForce = true
  }

  /// What is to be said of new rows; to be called once the rows are stored.
  ///
  /// - Parameters:
  ///   - beside: earlier files of the run.
  ///   - hasNewRows: without new rows a file can still say what stands above rows that are there.
  func problems(file: String, beside: [ParentsElsewhere], hasNewRows: Bool) throws -> [Diagnostic] {
    guard hasNewRows || !ownLinks.isEmpty else { return [] }
    let ofRun = rows == nil ? [] : beside + [self]
    let keys = Set(pairs.map(\.above))
    var there = try transaction.storedKeys(keys)
    for other in ofRun { there.formUnion(other.counted.lazy.map(\.id).filter { keys.contains($0) }) }
    // A row that both have can have some of the rows below it here, and some there.
    let repeated = try transaction.storedKeys(larger, before: importID)
    there.formUnion(repeated)
    let wanted = pairs.filter { there.contains($0.above) }
    guard !there.isEmpty else { return [] }
    let (rows, origins) = try trace(repeated.union(wanted.flatMap { [$0.above, $0.below] }), ofRun)
    let tree = ObservationTree(rows, links: links)
    let parents = found(tree, origins, across: there)
    return try SplitTraces(parents, transaction, importID: importID, file: file).diagnostics
  }

  /// Rows of the file that it does not pass over.
  private var counted: [ObservationTree.Row] {
    guard let rows else { return [] }
    return rows.indices.map { rows[$0] }.filter { !passedOver.contains($0.id) }
  }

  /// All rows of the tasks of some, each once.
  private func trace(
    _ keys: Set<UInt64>, _ ofRun: [ParentsElsewhere]
  ) throws -> (rows: [ObservationTree.Row], origins: [Origin]) {
    var rows: [ObservationTree.Row] = []
    var origins: [Origin] = []
    var seen: Set<UInt64> = []
    var models: [Int32: UInt64] = [:]
    for request in try transaction.storedRequests(inTasksOf: keys) {
      let record = request.record
      guard Int64(record.importID) <= importID, seen.insert(request.key).inserted else { continue }
      var name = models[record.model] == nil ? try transaction.providerName(record.model) : ""
      let model = models[record.model] ?? name.withUTF8 { ModelFamily.hash($0) }
      models[record.model] = model
      rows.append(
        ObservationTree.Row(
          id: request.key, parent: request.parent, input: record.inputTokens, output: record.outputTokens,
          costNanos: record.reportedCostNanos, isStated: record.present.contains(.cost), model: model))
      origins.append(Origin(importID: Int64(record.importID)))
    }
    for other in ofRun {
      for row in other.counted where seen.insert(row.id).inserted {
        rows.append(row)
        origins.append(Origin(importID: other.importID))
      }
    }
    for row in absorbed where seen.insert(row.id).inserted {
      rows.append(row)
      origins.append(Origin(importID: importID, isInForce: false))
    }
    return (rows, origins)
  }

  /// The rows above others that a trace of several files has, each with the imports of what is below it.
  private func found(
    _ tree: ObservationTree, _ origins: [Origin], across: Set<UInt64>
  ) -> [SplitTraces.Parent] {
    let findings = tree.parents
    var kinds: [Int: SplitTraces.Kind] = [:]
    for place in findings.larger.places where across.contains(tree.rows[place].id) { kinds[place] = .larger }
    for place in findings.alike.places where across.contains(tree.rows[place].id) { kinds[place] = .alike }
    for place in findings.sums.places + findings.absorbing.places { kinds[place] = .sum }
    // A row that one file shows as a sum and that counts with other tokens is the same one at another time.
    for place in tree.rows.indices where origins[place].isInForce {
      let row = tree.rows[place]
      if let known = sums[row.id], !known.contains([row.input, row.output]) { kinds[place] = .sum }
    }
    guard !kinds.isEmpty else { return [] }
    var below: [Int: Set<Int64>] = [:]
    var linked: Set<Int> = []
    let places = ObservationTree.RowPlaces(tree.rows)
    for place in tree.rows.indices where origins[place].isInForce {
      var at = place
      var isLinked = false
      for _ in 0..<ObservationTree.stepLimit {
        let parent = tree.rows[at].parent
        guard parent != 0, let above = tree.placeAbove(tree.rows[at], places) else { break }
        isLinked = isLinked || tree.rows[above].id != parent && path(parent).contains(where: ownLinks.contains)
        if kinds[above] != nil {
          below[above, default: []].insert(origins[place].importID)
          if isLinked { linked.insert(above) }
        }
        at = above
      }
    }
    return kinds.keys.sorted().compactMap { place in
      let origin = origins[place]
      guard let kind = kinds[place], let others = below[place], origin.isInForce else { return nil }
      let imports = others.union([origin.importID])
      // What one file shows by itself was said, or passed over.
      guard imports.count > 1 || kind == .sum, imports.contains(importID) || linked.contains(place) else { return nil }
      return SplitTraces.Parent(
        row: tree.rows[place], kind: kind, importID: origin.importID, below: others,
        isWholeHere: passedOver.contains(tree.rows[place].id))
    }
  }
}

extension FileImport {
  /// What is found once the rows are stored.
  ///
  /// - Parameter beside: earlier files of the run.
  func foundOnceStored(beside: ArraySlice<FileImport>, hasNewRows: Bool) throws -> [Diagnostic] {
    let problems = hasNewRows ? problemsOfNewRows : []
    guard let parentsElsewhere, !options.source.isSeparateSpend else { return problems }
    return try problems
      + parentsElsewhere.problems(
        file: file.path, beside: beside.compactMap(\.parentsElsewhere), hasNewRows: hasNewRows)
  }
}
