import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("Price catalogues become price books")
struct PriceCatalogueTests {
  private static let root = FormatFixture.root.deletingLastPathComponent().appending(path: "catalogues")
  private static let names = ["genai-prices", "litellm", "models.dev"]

  private func path(_ name: String, _ file: String) -> String { Self.root.appending(path: "\(name)/\(file)").path() }

  private var settings: SourceSettings {
    var settings = SourceSettings()
    settings.pricesFrom = try? Instant.parse("2026-07-01T00:00:00Z")
    return settings
  }

  @Test("Each one gives exactly the canonical rows that are written beside it", arguments: names)
  func rows(name: String) throws {
    let found = try PriceBookFile.read(path: path(name, "catalogue.json"), settings: settings).rows
    let expected = try PriceBookFile.read(path: path(name, "expected.csv"), settings: SourceSettings()).rows
    for row in found { #expect(expected.contains(row), "not expected: \(row)") }
    for row in expected { #expect(found.contains(row), "not found: \(row)") }
    #expect(found.count == expected.count)
  }

  @Test("What is odd or not used is said, once each", arguments: names)
  func notes(name: String) throws {
    let notes = try PriceBookFile.read(path: path(name, "catalogue.json"), settings: settings).notes.map(\.text)
    let expected = try String(contentsOfFile: path(name, "notes.txt"), encoding: .utf8).split(separator: "\n")
    for fragment in expected {
      #expect(notes.filter { $0.contains(fragment) }.count == 1, "\(fragment)\nin\n\(notes.joined(separator: "\n"))")
    }
  }

  @Test(
    "Imported, they are in the book with where they come from; imported again, they are there already", arguments: names
  )
  func imported(name: String) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source = settings
    let files = [ImportFile(path: path(name, "catalogue.json"))]
    let first = try Importer(toolVersion: "test", options: options).run(files, into: database)[0]
    #expect(first.entry.kind == .prices && first.entry.newRows > 0)
    #expect(try database.prices().allSatisfy { $0.catalogue == name })
    #expect(try Importer(toolVersion: "test", options: options).run(files, into: database)[0].isKnownFile)
    // The canonical rows are the same prices.
    #expect(try workspace.load(database, path(name, "expected.csv"))[0].isKnownFile)
  }

  @Test(
    "Prices are read exactly, with and without exponent",
    arguments: [
      ("3e-06", 12, 3_000_000), ("0.0000000001", 12, 100), ("1E-12", 12, 1), ("2.5e-7", 12, 250_000),
      ("0.003625", 6, 3_625), ("15", 6, 15_000_000), ("1.5e+1", 6, 15_000_000), ("0", 6, 0),
    ] as [(String, Int, Int64)])
  func exact(text: String, exponent: Int, picos: Int64) throws {
    let workspace = try Workspace()
    let price =
      exponent == 12
      ? "\"m\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":\(text),\"output_cost_per_token\":1e-6}" : nil
    let file = try workspace.write(
      "c.json",
      price.map { "{\($0)}" }
        ?? "[{\"id\":\"p\",\"models\":[{\"id\":\"m\",\"match\":{\"equals\":\"m\"},\"prices\":{\"input_mtok\":\(text),\"output_mtok\":1}}]}]"
    )
    let book = try PriceBookFile.read(path: file, settings: settings)
    #expect(book.rows.map(\.inputPicos) == [picos])
    #expect(book.notes.isEmpty)
  }

  @Test("A later catalogue with other prices needs a later date")
  func conflict() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source = settings
    func catalogue(_ name: String, _ price: String) throws -> ImportFile {
      let text =
        "{\"m\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":\(price),\"output_cost_per_token\":1e-6}}"
      return ImportFile(path: try workspace.write(name, text))
    }
    _ = try Importer(toolVersion: "test", options: options).run([catalogue("a.json", "1e-6")], into: database)
    let later = try catalogue("b.json", "2e-6")
    let error = try #require(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([later], into: database)
    }
    #expect(error.diagnostics.map(\.code) == ["conflict"])
    #expect(error.diagnostics[0].remedy?.contains("--prices-from") == true)
    options.source.pricesFrom = try Instant.parse("2026-10-01T00:00:00Z")
    _ = try Importer(toolVersion: "test", options: options).run([later], into: database)
    #expect(try database.prices().map(\.inputPicos) == [1_000_000, 2_000_000])
  }

  @Test("The dated seed of the repository is a sound price book")
  func seed() throws {
    let file = FormatFixture.root.deletingLastPathComponent().appending(path: "prices/2026-08-21.csv").path()
    let book = try PriceBookFile.read(path: file, settings: SourceSettings())
    #expect(book.notes.isEmpty)
    #expect(Set(book.rows.map(\.model)).count == 22)
    #expect(
      book.rows.filter { $0.tierStart > 0 }.map(\.model).sorted() == [
        "gemini-3.1-pro-preview", "gpt-5.6-luna", "gpt-5.6-sol", "gpt-5.6-terra",
      ])
    #expect(book.rows.filter { $0.longWritePicos != nil }.count == 7)
  }

  @Test("Where models.dev lists tiers, its older key for prompts over 200,000 tokens is no tier of its own")
  func olderKey() throws {
    let workspace = try Workspace()
    let listed = #""tiers":[{"input":10,"output":45,"tier":{"size":272000}}],"#
    func starts(_ tiers: String) throws -> [Int64] {
      let cost = #""cost":{"input":5,"output":30,\#(tiers)"context_over_200k":{"input":10,"output":45}}"#
      let file = try workspace.write("c.json", #"{"p":{"id":"p","models":{"m":{"id":"m",\#(cost)}}}}"#)
      return try PriceBookFile.read(path: file, settings: settings).rows.map(\.tierStart)
    }
    #expect(try starts(listed) == [0, 272_000])
    #expect(try starts("") == [0, 200_000])
  }
}
