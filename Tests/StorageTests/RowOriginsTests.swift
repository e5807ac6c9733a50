import Testing

@testable import Storage

@Suite("Rows of an import know their file and line")
struct RowOriginsTests {
  @Test("Lines that follow each other, gaps of long fields, and a second file that begins anew")
  func lines() {
    var origins = RowOrigins()
    let rows: [(line: UInt32, importID: Int32)] = [
      (2, 7), (3, 7), (4, 7), (9, 7), (10, 7), (2, 8), (3, 8), (1_000_000, 8),
    ]
    for (sequence, row) in rows.enumerated() {
      origins.add(sequence: UInt32(sequence), line: row.line, importID: row.importID)
    }
    let found = origins.lines(of: Array(0..<UInt32(rows.count)))
    for (sequence, row) in rows.enumerated() {
      #expect(found[UInt32(sequence)] == row.line)
      #expect(origins.importID(of: UInt32(sequence)) == row.importID)
    }
    #expect(origins.lines(of: [3, 7]) == [3: 9, 7: 1_000_000])
  }

  @Test("No row, no line")
  func empty() {
    let origins = RowOrigins()
    #expect(origins.lines(of: []) == [:])
  }
}
