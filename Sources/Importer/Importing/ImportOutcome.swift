public import Storage
public import TriageModel

/// What the import of one file did.
public struct ImportOutcome: Hashable, Sendable {
  /// The file as the user named it.
  public var file: String
  public var entry: LedgerEntry
  /// Warnings and notes, in the order of the file.
  public var notes: [Diagnostic]
  /// The file brought nothing new: every row was there already.
  public var isKnownFile: Bool

  public init(file: String, entry: LedgerEntry, notes: [Diagnostic], isKnownFile: Bool) {
    self.file = file
    self.entry = entry
    self.notes = notes
    self.isKnownFile = isKnownFile
  }
}

/// A file to import, and what it is said to be.
public struct ImportFile: Hashable, Sendable {
  /// `-` is standard input.
  public var path: String
  /// nil = detected by its header.
  public var format: CanonicalFormat?

  public init(path: String, format: CanonicalFormat? = nil) {
    self.path = path
    self.format = format
  }
}
