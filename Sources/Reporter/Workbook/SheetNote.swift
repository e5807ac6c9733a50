/// Notes of a sheet as lines.
enum SheetNote {
  /// One line per sentence, so that a printed page is not as wide as a paragraph.
  static func lines(_ notes: [Phrase]) -> [String] {
    notes.flatMap { note in
      let sentences = note.plainText.split(separator: ". ").map(String.init)
      return sentences.dropLast().map { $0 + "." } + sentences.suffix(1)
    }
  }
}
