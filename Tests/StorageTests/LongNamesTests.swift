import Testing

@testable import Storage

@Suite("Long names are told apart and found again")
struct LongNamesTests {
  @Test("A thousand names that differ in one place")
  func names() {
    var names = LongNames()
    func bytes<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
      var text = "claude-sonnet-\(number)-of-a-long-name"
      return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
    for number in 1...1000 {
      #expect(bytes(number) { names.find($0) } == nil)
      bytes(number) { names.insert($0, id: Int32(number)) }
    }
    for number in 1...1000 { #expect(bytes(number) { names.find($0) } == Int32(number)) }
    #expect(bytes(1001) { names.find($0) } == nil)
  }
}
