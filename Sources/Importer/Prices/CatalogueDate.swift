internal import TriageModel

/// Dates of catalogues.
enum CatalogueDate {
  /// A day, which begins in UTC, or a time with its zone.
  static func instant(_ text: String) -> Instant? {
    if let instant = try? Instant.parse(text) { return instant }
    return try? Instant.parse(text + "T00:00:00Z")
  }
}
