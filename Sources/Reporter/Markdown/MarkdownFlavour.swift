/// Where Markdown is to be read.
public enum MarkdownFlavour: String, Hashable, Sendable, CaseIterable {
  /// With a marker line, by which a script finds its own comment, and a folded provenance.
  case github
  /// No comment and no HTML at all.
  case plain
}
