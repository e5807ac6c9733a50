/// A small CSV reader for the tests; it shares no code with the writer.
struct CSVTable {
  let header: [String]
  let rows: [[String: String]]

  struct Uneven: Error { let record: [String] }

  init(_ text: String) throws {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        record.append(cell)
        cell = ""
      case "\n" where !isQuoted:
        records.append(record + [cell])
        record = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    let header = records.first ?? []
    self.header = header
    rows = try records.dropFirst().map { record in
      guard record.count == header.count else { throw Uneven(record: record) }
      return Dictionary(zip(header, record)) { first, _ in first }
    }
  }
}
