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

  /// Several of them, in their order.
  struct List {
    private let files: [String]
    private let numbers: [Int64]

    init(_ ids: Set<Int64>, _ transaction: ImportTransaction) {
      let imports = ids.sorted().map { EarlierImport($0, transaction) }
      files = imports.compactMap(\.file)
      numbers = imports.filter { $0.file == nil }.map(\.id)
    }

    /// "imports 3 and 4", or files.
    var names: String {
      let texts = numbers.map(String.init)
      let imports = texts.isEmpty ? [] : ["\(texts.count == 1 ? "import" : "imports") \(Self.joined(texts))"]
      return Self.joined(imports + (files.isEmpty ? [] : ["\(Self.joined(files)) of this run"]))
    }

    /// How to do without them, in the middle of a sentence.
    var removalByCommand: String {
      let commands = numbers.map { "roi-triage imports --undo \($0)" }
      let words = commands.count == 1 ? "take the other back with " : "take the others back with "
      return Self.joined(
        (commands.isEmpty ? [] : [words + Self.joined(commands)])
          + (files.isEmpty ? [] : ["leave \(Self.joined(files)) out"]))
    }

    private static func joined(_ texts: [String]) -> String {
      guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
      return texts.dropLast().joined(separator: ", ") + " and " + last
    }
  }
}
