import Importer
import Reporter
import Storage
import TriageModel

/// Imports files into a database, which is made where it is missing.
///
/// A new database grows under another name in the same folder and gets its own when it is whole.
struct DatabaseFilling {
  let path: String
  let files: [ImportFile]
  let options: ImportOptions
  let keepsWorkerIDs: Bool
  /// Where rows that are left out are listed; nil = nowhere.
  var rejects: RejectsFile?
  let quiet: Bool

  /// What an import did.
  struct Result {
    var outcomes: [ImportOutcome]
    /// Whether rows were left out.
    var leftOut: Bool { outcomes.contains { $0.entry.rejectedRows + $0.entry.keptRows > 0 } }
  }

  func run() throws -> Result {
    ProcessMemory.keepFreed()
    let interrupt = Interrupt()
    var keyFile = WorkerKeyFile(databasePath: path)
    do {
      let outcomes =
        FileExistence.exists(path) ? try fill(&keyFile, interrupt) : try fillNew(&keyFile, interrupt)
      if !options.isDryRun { try rejects?.finish() }
      return Result(outcomes: outcomes)
    } catch {
      keyFile.removeIfNew()
      throw Failure(error).ofImport
    }
  }

  private func fill(_ keyFile: inout WorkerKeyFile, _ interrupt: Interrupt) throws -> [ImportOutcome] {
    let database = try TriageDatabase(path: path, create: true)
    return try load(into: database, &keyFile, interrupt)
  }

  private func fillNew(_ keyFile: inout WorkerKeyFile, _ interrupt: Interrupt) throws -> [ImportOutcome] {
    let unfinished = UnfinishedFile(finalPath: path, isForTrial: options.isDryRun)
    if !options.isDryRun { unfinished.removeAbandoned() }
    do {
      let database = try TriageDatabase(path: unfinished.path, create: true, shownAs: path, isUnfinished: true)
      let outcomes = try load(into: database, &keyFile, interrupt)
      try database.close()
      if options.isDryRun { unfinished.remove() } else { try unfinished.takeFinalName() }
      return outcomes
    } catch {
      unfinished.remove()
      throw error
    }
  }

  private func load(
    into database: TriageDatabase, _ keyFile: inout WorkerKeyFile, _ interrupt: Interrupt
  ) throws -> [ImportOutcome] {
    let workers = try keyFile.workerIDs(
      known: database.workerIDs(), keepsIDs: keepsWorkerIDs, isDryRun: options.isDryRun)
    let progress = ProgressLine(files: files.map(\.path), quiet: quiet)
    defer { progress.finish() }
    let importer = Importer(toolVersion: RoiTriage.version, options: options, workers: workers)
    return try importer.run(files, into: database, onReject: { try rejects?.add($0) }) { state in
      try interrupt.check()
      progress.show(state)
    }
  }

  /// Names the models that have no price, with the nearest ones of the price book, and long prompts that have none.
  func saySuggestions() throws {
    guard !quiet else { return }
    let database = try TriageDatabase(path: path, create: false, verifies: false)
    let book = try database.prices()
    let missing = try database.modelsWithoutPrice().map { missing in
      PriceBookText.Missing(provider: missing.provider, model: missing.model, book: book)
    }
    if missing.contains(where: { $0.suggestion != nil || !$0.providers.isEmpty }) {
      Terminal.message(String(PriceBookText.models(missing).dropLast()))
    }
    let untiered = UntieredModel.list(try DatabaseRollupSource(database).modelCells(in: .everything))
    if !untiered.isEmpty { Terminal.message(String(PriceBookText.longPrompts(untiered).dropLast())) }
  }

  /// Says what became of each file.
  func say(_ outcomes: [ImportOutcome]) {
    guard !quiet else { return }
    for outcome in outcomes {
      for note in outcome.notes { Terminal.message(note.text) }
      Terminal.message("\(PrintableText.cut(outcome.file, limit: 200)): \(ImportWords.summary(outcome.entry))")
    }
  }
}
