import CSVCodec
import Testing

@Suite("Writing CSV")
struct CSVWriterTests {
  private func line(_ cells: CSVCell...) -> String {
    var writer = CSVWriter()
    writer.write(cells)
    return writer.text
  }

  @Test("Text that a spreadsheet would run gets an apostrophe", arguments: ["=1+1", "+1", "-1", "@x", "\tx"])
  func guarded(text: String) {
    #expect(line(.text(text)) == "'\(text)\n")
  }

  @Test("A carriage return is guarded and quoted")
  func carriageReturn() {
    #expect(line(.text("\rx")) == "\"'\rx\"\n")
  }

  @Test("An equals sign with a combining mark on it is still an equals sign")
  func combiningMark() {
    #expect(line(.text("=\u{338}1")) == "'=\u{338}1\n")
  }

  @Test("Numbers are never touched; unknown is empty")
  func numbers() {
    #expect(line(.number("-1.5"), .blank, .number("1e-07"), .text("a")) == "-1.5,,1e-07,a\n")
  }

  @Test("Commas, quotes and line breaks stand in quotes; nothing else does")
  func quoted() {
    #expect(line(.text("a,b"), .text("say \"x\""), .text("1\n2")) == "\"a,b\",\"say \"\"x\"\"\",\"1\n2\"\n")
    #expect(line(.text("=a,b")) == "\"'=a,b\"\n")
    #expect(line(.text("a b"), .text("'a'"), .text("é;|")) == "a b,'a',é;|\n")
  }

  @Test("Escape sequences and bidirectional controls are shown, not obeyed")
  func controls() {
    #expect(line(.text("a\u{1B}[2Jb\u{202E}c")) == "a\\u{1b}[2Jb\\u{202e}c\n")
  }

  @Test("The header is a record; there is no byte-order mark")
  func header() {
    #expect(CSVWriter(header: ["key", "net_value_lo"]).text == "key,net_value_lo\n")
  }

  @Test("What was taken is not written again")
  func take() {
    var writer = CSVWriter(header: ["a"])
    #expect(writer.take() == "a\n")
    writer.write([.number("1")])
    #expect(writer.take() == "1\n")
    #expect(writer.text.isEmpty)
  }
}
