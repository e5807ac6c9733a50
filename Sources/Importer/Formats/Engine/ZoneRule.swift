/// What a time without a zone means.
enum ZoneRule: Sendable {
  /// An error unless the user says it: the source writes zones, and those that it writes hold.
  case written
  /// UTC, as the source documents.
  case utc
  /// The user has to say it.
  case asked
}
