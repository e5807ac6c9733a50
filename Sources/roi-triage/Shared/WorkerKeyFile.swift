import CSVCodec
import Importer
import Storage
import TriageModel

/// The file that holds the key for worker ids: the database's name with `.key`, readable by its owner alone.
struct WorkerKeyFile {
  let databasePath: String
  /// Whether this run made it.
  private(set) var isNew = false

  init(databasePath: String) { self.databasePath = databasePath }

  var path: String { databasePath + ".key" }

  /// How worker ids go into a database.
  ///
  /// - Parameters:
  ///   - known: how the database stores them already; nil = it holds none yet.
  ///   - keepsIDs: whether they are to be stored as they are.
  mutating func workerIDs(
    known: (isHashed: Bool, keyCheck: String?)?, keepsIDs: Bool, isDryRun: Bool
  ) throws -> WorkerIDs {
    guard let known else {
      if keepsIDs { return .kept }
      return try (FileExistence.exists(path) ? read() : make(isDryRun: isDryRun)).workerIDs
    }
    guard known.isHashed else { return .kept }
    if keepsIDs {
      throw refusal(
        "worker-ids-hashed", databasePath, "this database keeps worker ids as keyed hashes",
        "Leave --keep-worker-ids out, or import into a new database.")
    }
    guard FileExistence.exists(path) else {
      throw refusal(
        "worker-key-missing", path, "the key for this database's worker ids is missing",
        "Bring it back from where the database came from; without it nobody's tasks can be told to be one person's.")
    }
    let key = try read()
    guard known.keyCheck == key.check else {
      throw refusal(
        "worker-key-wrong", path, "this is not the key of this database's worker ids",
        "Bring back the key that was made with it.")
    }
    return key.workerIDs
  }

  private func read() throws -> WorkerKey {
    let bytes = try FileReading.all(of: FileReading.open(path), path: path)
    guard let key = WorkerKey(text: String(decoding: bytes, as: UTF8.self)) else {
      throw refusal(
        "worker-key-damaged", path, "this is no key: 64 hexadecimal digits were expected",
        "Bring it back from a backup, or remove it if no database needs it.")
    }
    return key
  }

  private mutating func make(isDryRun: Bool) throws -> WorkerKey {
    let key = WorkerKey()
    guard !isDryRun else { return key }
    try OutputFile.write(key.text, to: path)
    isNew = true
    return key
  }

  /// Removes a key that this run made for nothing.
  func removeIfNew() {
    if isNew { FileExistence.remove(path) }
  }

  private func refusal(_ code: String, _ path: String, _ message: String, _ remedy: String) -> Failure {
    Failure(
      .databaseRefused,
      [Diagnostic(code: code, position: SourcePosition(file: path), message: message, remedy: remedy)])
  }
}
