/// Names what a price is of that is not counted in tokens of text.
enum CatalogueUnused {
  private static let words = ["audio", "image", "video", "search", "character", "second", "page", "request", "pixel"]

  static func word(for key: String) -> String {
    let lower = key.lowercased()
    return words.first { lower.contains($0) } ?? "other"
  }
}
