import Foundation
import Testing

@testable import Workbook

@Suite("Workbook files")
struct WorkbookFileTests {
  private func written(_ workbook: Workbook) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "roi-triage-workbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "book.xlsx").path()
    try WorkbookFile.write(workbook, to: path, temporaryFolder: folder.path())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["book.xlsx"])
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private var sample: Workbook {
    var sheet = Sheet(name: "Data")
    sheet.set(0, 0, Cell(.text("=1+1"), CellStyle()))
    sheet.set(1, 0, Cell(.number(-1.5), CellStyle(.money)))
    sheet.set(2, 0, Cell(.formula("A2*2", value: -3), CellStyle(.estimate)))
    return Workbook(
      sheets: [sheet], names: [DefinedName(name: "price", reference: "Data!$A$2")], title: "Sample",
      created: 1_790_812_800)
  }

  @Test("The same workbook gives the same bytes")
  func bytes() throws {
    let first = try written(sample)
    #expect(first.starts(with: Data("PK".utf8)))
    #expect(try written(sample) == first)
  }

  @Test("A folder that is not there is an error, not a crash")
  func missingFolder() {
    #expect(throws: WorkbookError.self) {
      try WorkbookFile.write(sample, to: "/nonexistent/book.xlsx", temporaryFolder: "/nonexistent")
    }
  }

  @Test("A sheet without cells and text of any length can be written")
  func extremes() throws {
    var sheet = Sheet(name: "Long")
    sheet.set(0, 0, Cell(.text(String(repeating: "\u{1}_x0041_", count: 40_000)), CellStyle()))
    sheet.set(1, 0, Cell(.number(.nan), CellStyle()))
    let workbook = Workbook(sheets: [Sheet(name: "Empty"), sheet], names: [], title: "", created: 1)
    #expect(try !written(workbook).isEmpty)
  }

  @Test(
    "Columns have letters as spreadsheets name them",
    arguments: [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")])
  func letters(column: Int, letters: String) {
    #expect(CellReference.letters(column) == letters)
  }

  @Test("References are fixed and may name their sheet")
  func references() {
    #expect(CellReference.cell(6, 1) == "B7")
    #expect(CellReference.fixed(6, 1, sheet: "Data") == "Data!$B$7")
    #expect(CellReference.column(1, 6, 8, sheet: "Data") == "Data!$B$7:$B$9")
  }

  @Test("Stored text hides controls and cannot spell an escaped character")
  func storedText() {
    #expect(CellText.stored("a\u{1B}b\u{202E}c") == "a\\u{1b}b\\u{202e}c")
    #expect(CellText.stored("_x000D_") == "_x005F_x000D_")
    #expect(CellText.stored("_x00_ a_b line\nbreak") == "_x00_ a_b line break")
    #expect(CellText.stored("=SUM(A1)") == "=SUM(A1)")
  }
}
