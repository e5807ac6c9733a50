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
    let before = try copy.contents()

    let result = try BuiltCommand(folder: copy.folder).run(arguments)

    let status = try #require(Int32(try copy.text("status").trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(result.status == status, "\(result.messages)")
    for fragment in try copy.text("stderr").split(separator: "\n") {
      #expect(result.messages.contains(fragment), "\"\(fragment)\" is missing in:\n\(result.messages)")
    }
    #expect(result.output.isEmpty)
    #expect(!copy.exists("report"), "no report of a refused input")
    let after = try copy.contents()
    for (file, bytes) in before { #expect(after[file] == bytes, "\(file) keeps its bytes") }
    // Periods and departments are looked for in a database that was filled; everything else leaves no file behind.
    let late = ["period-without-rows", "compare-empty", "compare-other-length", "budget-of-unknown-department"]
    if !late.contains(name) {
      #expect(after.count == before.count, "\(after.keys.sorted())")
    }
  }
}
