/// What a time without a zone means.
enum ZoneRule: Sendable {
  /// An error: the source writes zones.
  case written
  /// UTC, as the source documents.
  case utc
  /// The user has to say it.
  case asked
}
