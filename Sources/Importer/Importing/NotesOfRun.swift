internal import Storage
internal import TriageModel

/// Notes that are the same for many files of a run, said once.
enum NotesOfRun {
  /// The outcomes with the first of the notes on an option that changes nothing; it counts the other files.
  static func once(_ outcomes: [ImportOutcome]) -> [ImportOutcome] {
    var places: [String: (outcome: Int, note: Int, files: Int)] = [:]
    // What one file takes is meant for that one: it is no fault that the others have no use for it.
    let isTaken = outcomes.contains { outcome in
      outcome.entry.kind != .prices && !outcome.notes.contains { $0.code == unusedSet }
    }
    var outcomes = outcomes
    for index in outcomes.indices {
      var kept: [Diagnostic] = []
      for note in outcomes[index].notes {
        guard let option = option(of: note) else {
          kept.append(note)
          continue
        }
        var note = note
        if note.code == unusedSet, isTaken { note.severity = .note }
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

  private static let unusedSet = "unused-set"

  /// What changes nothing: `--timezone`, `--set tool`; nil where the note is on something else.
  private static func option(of note: Diagnostic) -> String? {
    let words = note.message.split(separator: " ")
    return switch note.code {
    case "unused-option": words.first.map(String.init)
    case unusedSet: words.prefix { $0 != "changes" }.joined(separator: " ")
    default: nil
    }
  }
}
