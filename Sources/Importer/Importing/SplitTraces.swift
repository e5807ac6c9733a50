internal import Storage
internal import TriageModel

/// What is to be said of rows above others where a trace lies in several files.
struct SplitTraces {
  /// A row above others.
  struct Parent {
    var row: ObservationTree.Row
    var kind: Kind
    /// What brought it.
    var importID: Int64
    /// What brought the rows below it that count.
    var below: Set<Int64>
    /// Whether the new file has it and all below it.
    var isWholeHere: Bool
  }

  enum Kind: Int {
    /// It holds the tokens of the rows below it once more.
    case sum
    /// It has the same tokens, but another model or cost.
    case alike
    /// It has more.
    case larger
  }

  /// Where rows of one kind are.
  private enum Place: Int {
    /// In the new file.
    case here
    /// In an earlier one, and some of those below are in the new one.
    case elsewhere
    /// In an earlier one, and the new one has it too with all that is below it.
    case wholeHere
  }

  /// Parents of one kind and place.
  private struct Group {
    var parents = ObservationTree.Parents()
    var owners: Set<Int64> = []
    var below: Set<Int64> = []
  }

  private var groups: [[Int]: Group] = [:]
  private let transaction: ImportTransaction
  private let importID: Int64
  private let file: String
  /// Of earlier imports.
  private let fileNames: [Int64: String]

  init(_ parents: [Parent], _ transaction: ImportTransaction, importID: Int64, file: String) throws {
    self.transaction = transaction
    self.importID = importID
    self.file = file
    fileNames = try transaction.fileNames(
      ofImports: parents.reduce(into: []) { $0.formUnion($1.below.union([$1.importID])) })
    for parent in parents {
      let place = parent.importID == importID ? Place.here : parent.isWholeHere ? .wholeHere : .elsewhere
      var group = groups[[parent.kind.rawValue, place.rawValue]] ?? Group()
      group.parents.add(
        group.parents.places.count, tokens: parent.row.tokens, costNanos: parent.row.costNanos)
      group.owners.insert(parent.importID)
      group.below.formUnion(parent.below)
      groups[[parent.kind.rawValue, place.rawValue]] = group
    }
  }

  var diagnostics: [Diagnostic] {
    groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
      guard let kind = Kind(rawValue: key[0]), let place = Place(rawValue: key[1]), let group = groups[key] else {
        return nil
      }
      return diagnostic(kind, place, group)
    }
  }

  private func list(_ ids: Set<Int64>) -> EarlierImport.List {
    EarlierImport.List(ids.subtracting([importID]), transaction)
  }

  private func diagnostic(_ kind: Kind, _ place: Place, _ group: Group) -> Diagnostic {
    let count = group.parents.places.count
    let isOne = count == 1
    let subject =
      "\(count) \(isOne ? "row" : "rows") of \(place == .here ? "this file" : list(group.owners).names)"
    let sum = FileImport.words(group.parents)
    let below = "rows below \(isOne ? "it" : "them") that \(bringers(group))"
    let position = SourcePosition(file: file)
    let whole = whole(place, group)
    switch kind {
    case .sum:
      return Diagnostic(
        code: "counted-twice", position: position,
        message: "\(subject) \(isOne ? "holds" : "hold") the tokens of \(below), with \(sum): both would count",
        remedy: "To get it right, \(whole) If they are calls of their own all the same, say --separate-spend.")
    case .alike:
      let what =
        group.parents.tokens == 0
        ? "no tokens and just the cost of \(below)" : "just the tokens of \(below), but another model or cost"
      return Diagnostic(
        severity: .warning, code: "parents-alike", position: position,
        message: "\(subject) \(isOne ? "has" : "have") \(what); both count, with \(sum)",
        remedy: "That is right for two calls of equal length or price. Where the tracer adds up what is below, \(whole)"
      )
    case .larger:
      return Diagnostic(
        severity: .note, code: "parents-count", position: position,
        message: "\(subject) \(isOne ? "has" : "have") at least the tokens of \(below), with \(sum): "
          + "\(isOne ? "it is" : "each is") taken for a call of its own that starts others, as far as the files go",
        remedy: "That stays open until all files of these traces are loaded: a row that turns out to be the sum of all "
          + "below it is refused then. Where the tracer adds the tokens of the calls below to the one above and rows "
          + "below are in no file, \(whole)")
    }
  }

  /// "this file brings", or "imports 1 and 2 brought".
  private func bringers(_ group: Group) -> String {
    let others = list(group.below).names
    if others.isEmpty { return "this file brings" }
    if group.below.contains(importID) { return "\(others) and this file have" }
    // A span of the file can be what joins them.
    return "\(others) brought\(group.owners.contains(importID) ? "" : ", as this file shows")"
  }

  private func whole(_ place: Place, _ group: Group) -> String {
    if place == .wholeHere {
      return
        "\(list(group.owners).removalByCommand) and import this file again: it has these traces whole, which counts "
        + "them once. \(again(group.owners, isThisToo: false))"
    }
    let others = group.owners.union(group.below).subtracting([importID])
    guard !others.isEmpty else {
      return "import one file that has these traces whole, with their spans, instead of this one."
    }
    return "import one file that has these traces whole, which counts them once, and \(list(others).removalByCommand). "
      + again(others, isThisToo: true)
  }

  /// What is taken back had other rows as well.
  private func again(_ ids: Set<Int64>, isThisToo: Bool) -> String {
    let names = Set(ids.compactMap { fileNames[$0] }).sorted().map { PrintableText.cut($0, limit: 60) }
    let isMany = names.count > 3
    let files = (isMany ? ["the files that you took back or left out"] : names) + (isThisToo ? ["this file"] : [])
    return "Then import \(files.joined(separator: " and ")) again, for rows of other traces; "
      + "what is there does not count twice."
  }
}
