/// One page template or style sheet of this folder; the constants are made from the files at build time.
public struct Template: Hashable, Sendable {
  /// The file's path below `templates`, without its ending: `evidence`.
  public let name: String
  public let text: String
}
