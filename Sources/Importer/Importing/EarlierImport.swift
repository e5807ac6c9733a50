internal import Storage
internal import TriageModel

/// How a message names what brought rows before: by its number, or by its file where it is part of the same run, whose
/// number would not be there any more once the run is refused.
struct EarlierImport {
  let id: Int64
  /// Of a file of this run.
  private let file: String?

  init(_ id: Int64, _ transaction: ImportTransaction) {
    self.id = id
    file = transaction.fileName(ofRun: id).map { PrintableText.cut($0, limit: 60) }
  }

  /// "import 3", or the file.
  var name: String { file.map { "\($0) of this run" } ?? "import \(id)" }

  /// How to do without it, in the middle of a sentence.
  var removal: String { file.map { "leave \($0) out" } ?? "undo import \(id)" }

  /// The same with the command.
  var removalByCommand: String {
    file.map { "leave \($0) out" } ?? "take the other back with roi-triage imports --undo \(id)"
  }
}
