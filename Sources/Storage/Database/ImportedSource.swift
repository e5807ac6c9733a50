internal import GRDB

/// What the file of another tool covers of one provider's spend, so that the same spend is noticed in another grain.
public struct ImportedSource: Hashable, Sendable {
  public var importID: Int64
  /// The format by name: `openai-usage`.
  public var format: String
  /// What one of its rows stands for: request, bucket or range.
  public var grain: String
  /// In lower case; blank = unknown.
  public var provider: String
  /// First and last nanosecond since 1970.
  public var firstNanos: Int64
  public var lastNanos: Int64

  public init(
    importID: Int64, format: String, grain: String, provider: String, firstNanos: Int64, lastNanos: Int64
  ) {
    self.importID = importID
    self.format = format
    self.grain = grain
    self.provider = provider
    self.firstNanos = firstNanos
    self.lastNanos = lastNanos
  }

  private static let divider: Character = "\u{1F}"

  var settingName: String { "source/\(importID)/\(provider)" }

  var settingValue: String {
    [String(importID), format, grain, provider, String(firstNanos), String(lastNanos)].joined(
      separator: String(Self.divider))
  }

  /// nil = the text is none of ours.
  init?(settingValue: String) {
    let parts = settingValue.split(separator: Self.divider, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, let importID = Int64(parts[0]), let first = Int64(parts[4]), let last = Int64(parts[5])
    else { return nil }
    self.init(
      importID: importID, format: parts[1], grain: parts[2], provider: parts[3], firstNanos: first, lastNanos: last)
  }
}

extension ImportTransaction {
  /// Keeps what a file covers.
  public func record(_ source: ImportedSource) throws {
    try DatabaseSettings.set(source.settingName, source.settingValue, db)
  }

  /// What the files of other tools cover whose imports are in force, in the order of the imports.
  public func importedSources() throws -> [ImportedSource] {
    let values = try String.fetchAll(db, sql: "SELECT value FROM settings WHERE name LIKE 'source/%'")
    let inForce = Set(try Int64.fetchAll(db, sql: "SELECT id FROM imports WHERE undone = 0"))
    return values.compactMap(ImportedSource.init(settingValue:)).filter { inForce.contains($0.importID) }
      .sorted { ($0.importID, $0.provider) < ($1.importID, $1.provider) }
  }

  /// The name of a provider by its number; blank for 0.
  public func providerName(_ id: Int32) throws -> String {
    try String.fetchOne(db, sql: "SELECT name FROM names WHERE id = ?", arguments: [id]) ?? ""
  }
}
