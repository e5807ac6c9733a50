internal import TriageModel

/// Notes that are the same for many files of a run, said once.
enum NotesOfRun {
  /// The outcomes with the first of the notes on an option that changes nothing; it counts the other files.
  static func once(_ outcomes: [ImportOutcome]) -> [ImportOutcome] {
    var places: [String: (outcome: Int, note: Int, files: Int)] = [:]
    var outcomes = outcomes
    for index in outcomes.indices {
      var kept: [Diagnostic] = []
      for note in outcomes[index].notes {
        guard note.code == "unused-option", let option = note.message.split(separator: " ").first.map(String.init)
        else {
          kept.append(note)
          continue
        }
        if places[option] == nil {
          places[option] = (index, kept.count, 0)
          kept.append(note)
        } else {
          places[option]?.files += 1
        }
      }
      outcomes[index].notes = kept
    }
    for place in places.values where place.files > 0 {
      let words = "; the same goes for \(place.files) other \(place.files == 1 ? "file" : "files") of this run"
      outcomes[place.outcome].notes[place.note].message += words
    }
    return outcomes
  }
}
