import CSVCodec
import Testing
import TriageModel

@Suite("The CSV reader gives exact fields and exact places")
struct CSVReaderTests {
  @Test("Plain rows, quoted fields, doubled quotes and line breaks in fields")
  func plain() {
    let found = readAll("a,B , c\n1,2,3\n\"x,\"\"y\"\"\",\"two\nlines\",z\n4,5,6\n")
    #expect(
      found == [
        "header a|b|c", "2 @8 2:1=1|2:3=2|2:5=3", "3 @14 3:1=x,\"y\"|3:11=two\nlines|4:8=z", "5 @38 5:1=4|5:3=5|5:5=6",
      ])
  }

  @Test("Text before and behind a doubled quote is whole, however long")
  func doubledQuotes() {
    for length in 0...70 {
      let text = String(repeating: "k", count: length)
      let found = readAll("a,b,c\n\"1\",\"\(text)\"\"\(text)\",\"2\"\n3,4,5\n")
      #expect(found[1] == "2 @6 2:1=1|2:5=\(text)\"\(text)|2:\(2 * length + 10)=2")
    }
  }

  @Test("LF, CRLF, lone CR, a mixture, a BOM and a missing final newline")
  func lineEnds() {
    let expected = ["header a|b", "2 1|2", "3 3|4", "4 5|6"]
    for text in [
      "a,b\n1,2\n3,4\n5,6\n", "a,b\r\n1,2\r\n3,4\r\n5,6\r\n", "a,b\r1,2\r3,4\r5,6", "a,b\n1,2\r\n3,4\r5,6\n",
      "\u{FEFF}a,b\n1,2\n3,4\n5,6",
    ] {
      let found = readAll(text).map { line in
        line.hasPrefix("header")
          ? line
          : line.split(separator: " ")[0] + " "
            + line.split(separator: " ")[2].split(separator: "|").map { $0.split(separator: "=")[1] }.joined(
              separator: "|")
      }
      #expect(found == expected, "\(text.debugDescription)")
    }
  }

  @Test(
    "Each damage is an error of its row, and reading goes on",
    arguments: [
      ("1,2\"3\n4,5\n", "2:4 @7 quote-in-field"), ("\"1\"x,2\n4,5\n", "2:4 @7 text-after-quote"),
      ("1,2,3\n4,5\n", "2:1 @4 too-many-fields"), ("1\n4,5\n", "2:1 @4 too-few-fields"),
      ("1,\u{0}2\n4,5\n", "2:3 @6 nul-byte"), ("a,b\n4,5\n", "2:1 @4 repeated-header"),
      ("\n\n1\n4,5\n", "4:1 @6 too-few-fields"),
    ])
  func damages(text: String, problem: String) {
    let found = readAll("a,b\n" + text)
    #expect(found.count == 3)
    #expect(found[1] == problem)
    #expect(found[2].hasSuffix("=4|\(found[2].split(separator: ":")[0].split(separator: " ").last ?? ""):3=5"))
  }

  @Test("After a quote that is never closed, the next lines are read")
  func unclosedQuote() {
    #expect(
      readAll("a,b\n1,\"2\n4,5\n6,7\n") == [
        "header a|b", "2:3 @6 unclosed-quote", "3 @9 3:1=4|3:3=5", "4 @13 4:1=6|4:3=7",
      ])
  }

  @Test("Text that is not UTF-8 is named, Windows-1252 by its name")
  func encodings() {
    #expect(readAll(Array("a,b\n1,caf".utf8) + [0xE9] + Array("\n".utf8))[1] == "2:6 @9 windows-1252")
    // Two letters beyond ASCII beside each other: "Grüße".
    #expect(readAll(Array("a,b\n1,Gr".utf8) + [0xFC, 0xDF] + Array("e\n".utf8))[1] == "2:5 @8 windows-1252")
    #expect(readAll(Array("a,b\n1,x".utf8) + [0xE2, 0x82] + Array("\n".utf8))[1] == "2:4 @7 bad-utf8")
    #expect(readAll("a,b\n1,é€😀\n")[1] == "2 @4 2:1=1|2:3=é€😀")
  }

  @Test("A row cut off in the middle is said to be that")
  func cutOff() {
    #expect(readAll("a,b\n1,2\n3")[2] == "3:1 @8 cut-off")
  }

  @Test("Fields, columns and lines beyond the limits are errors, with bounded memory")
  func limits() {
    var limits = CSVLimits()
    limits.fieldBytes = 10
    limits.columns = 3
    #expect(readAll("a,b\n1,01234567890\n4,5\n", limits: limits)[1] == "2:3 @6 field-too-long")
    #expect(readAll("a,b\n\"01234567890\n4,5\n", limits: limits)[1] == "2:1 @4 field-too-long")
    #expect(readAll("a,b\n1,2,3,4\n4,5\n", limits: limits)[1].hasSuffix("too-many-columns"))
  }

  @Test("Semicolons and tabs are found in the header")
  func separators() {
    #expect(readAll("a;b\n1,5;2\n")[1] == "2 @4 2:1=1,5|2:5=2")
    #expect(readAll("a\tb\n1\t2\n")[1] == "2 @4 2:1=1|2:3=2")
  }

  @Test("The size of the pieces that a source gives does not show")
  func pieces() {
    let text = "\u{FEFF}a,b\r\n\"x \"\"y\"\"\",2\r\n1,\"two\r\nlines\"\r\nq\"r,1\r\n\"1\"x,2\r\n3,é\r\n\r\n5,\"6"
    let whole = readAll(text)
    for piece in [1, 2, 3, 5, 7, 11] { #expect(readAll(text, piece: piece) == whole) }
    for piece in [1, 3, 8, 1 << 16] {
      #expect(readAll(Array(text.utf8), piece: piece, triesPlain: true) == whole, "plain records asked for first")
      #expect(readAll(Array(text.utf8), piece: piece, scansAhead: true) == whole, "scanned ahead")
    }
  }

  @Test("No prefix of a file crashes or gives a record that the file does not have")
  func prefixes() {
    let rows = (1...12).map { "r\($0),\"a \"\"\($0)\"\" é\",\"x\ny\",\($0)" }.joined(separator: "\n")
    let bytes = Array(("k,a,b,n\n" + rows + "\n").utf8)
    let whole = Set(readAll(bytes))
    for length in 0..<bytes.count {
      let found = readAll(Array(bytes[..<length]))
      #expect(found.dropLast().filter { $0.contains("=") }.allSatisfy { whole.contains($0) })
    }
  }

  @Test("On random files an independent reader gives the same records", arguments: 0..<40)
  func secondOpinion(seed: UInt64) {
    var random = SystemIndependentRandom(state: seed &* 7919 &+ 1)
    let alphabet = Array("ab1 ,,\"\"\n\r;é".unicodeScalars)
    var text = "k,v\n"
    for _ in 0..<60 {
      for column in 0..<2 {
        let body = String(
          String.UnicodeScalarView((0..<random.below(5)).map { _ in alphabet[random.below(alphabet.count)] }))
        let needsQuotes = body.contains { ",\"\n\r\r\n".contains($0) } || random.below(4) == 0
        let escaped = body.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        text += needsQuotes ? "\"\(escaped)\"" : body
        text += column == 0 ? "," : random.below(2) == 0 ? "\n" : "\r\n"
      }
    }
    let records = readAll(text)
    #expect(readAll(Array(text.utf8), triesPlain: true) == records, "plain records asked for first")
    #expect(readAll(Array(text.utf8), scansAhead: true) == records, "scanned ahead")
    let found = records.dropFirst().map { line in
      line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)[2]
    }
    let expected = SimpleReader.records(text).dropFirst()
    #expect(found.count == expected.count)
    for (left, right) in zip(found, expected) {
      #expect(right.allSatisfy { left.unicodeScalars.count >= $0.unicodeScalars.count && left.contains("=" + $0) })
    }
  }

  @Test("Records scanned ahead are those read one by one, with the same problems, over many blocks")
  func ahead() throws {
    let damages = ["1\n", "1,2,3\n", "1,x\"y\n", "\"1\"x,2\n", "1,\u{0}\n", "k,v\n", "\n", "1,\"never closed\n"]
    var random = SystemIndependentRandom(state: 20_261_126)
    var text = "k,v\n"
    for row in 0..<20_000 {
      let body = String(repeating: "é\"\" ", count: random.below(12))
      text += row % 9_999 == 4 ? "\(row),\"\(String(repeating: "x ", count: 150_000))\"\n" : "\(row),\"\(body)\nb\"\r\n"
      if random.below(50) == 0 { text += damages[random.below(damages.count - 1)] }
    }
    text += damages[damages.count - 1] + "6,7"
    let found = readAll(Array(text.utf8))
    #expect(found.count > 20_000)
    #expect(readAll(Array(text.utf8), scansAhead: true) == found)
    var limits = CSVLimits()
    limits.lineBytes = 100_000
    limits.fieldBytes = 30
    #expect(readAll(Array(text.utf8), limits: limits, scansAhead: true) == readAll(Array(text.utf8), limits: limits))
  }

  @Test("A reader that scans ahead can be left in the middle of a file")
  func leftAhead() throws {
    let text = "k,v\n" + String(repeating: "1,\"2 \"\"3\"\"\"\n", count: 200_000)
    var reader = try CSVReader(source: PieceSource(Array(text.utf8), piece: 1 << 16), file: "x.csv").scanningAhead()
    #expect(try reader.next() == .record)
    #expect(String(decoding: reader.field(1), as: UTF8.self) == "2 \"3\"")
  }

  @Test("UTF-16 is refused with the command that converts it")
  func utf16() {
    let bytes: [UInt8] = [0xFF, 0xFE] + "a,b\n".utf8.flatMap { [$0, 0] }
    #expect(readAll(bytes)[0].contains("iconv -f UTF-16"))
  }
}

/// A byte-at-a-time reader of well-formed CSV: the second opinion.
enum SimpleReader {
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = String.UnicodeScalarView()
    var quoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if quoted {
        if scalar == "\"" {
          if scalars.first == "\"" { field.append(scalars.removeFirst()) } else { quoted = false }
        } else {
          field.append(scalar)
        }
      } else if scalar == "\"" {
        quoted = true
      } else if scalar == "," || scalar == "\n" || scalar == "\r" {
        if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
        record.append(String(field))
        field = String.UnicodeScalarView()
        if scalar != "," {
          records.append(record)
          record = []
        }
      } else {
        field.append(scalar)
      }
    }
    return records
  }
}

/// SplitMix64, so that a failing seed fails everywhere.
struct SystemIndependentRandom {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
