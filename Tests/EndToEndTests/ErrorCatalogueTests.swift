import Foundation
import Testing

@Suite("Every error in the catalogue says what, where and what to do")
struct ErrorCatalogueTests {
  @Test("The catalogue is there")
  func catalogue() { #expect(FixtureCopy.names(in: "errors").count > 25) }

  @Test("Message, status, and nothing left behind", arguments: FixtureCopy.names(in: "errors"))
  func error(name: String) throws {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/errors/\(name)"))
    let arguments = try copy.text("args").split(whereSeparator: \.isWhitespace).map(String.init)
    let hadDatabase = copy.exists("triage.db")
    let before = hadDatabase ? try Data(contentsOf: copy.folder.appending(path: "triage.db")) : nil

    let result = try BuiltCommand(folder: copy.folder).run(arguments)

    let status = try #require(Int32(try copy.text("status").trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(result.status == status, "\(result.messages)")
    for fragment in try copy.text("stderr").split(separator: "\n") {
      #expect(result.messages.contains(fragment), "\"\(fragment)\" is missing in:\n\(result.messages)")
    }
    #expect(result.output.isEmpty)
    #expect(!copy.exists("report"), "no report of a refused input")
    if let before {
      #expect(try Data(contentsOf: copy.folder.appending(path: "triage.db")) == before)
    } else if status == 65, name != "period-without-rows" {
      #expect(!copy.exists("triage.db"), "no database of a refused input")
    }
  }
}
