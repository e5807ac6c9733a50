import CSVCodec
import TriageModel

/// A source that gives its bytes in pieces of a fixed size.
struct PieceSource: ByteSource {
  var bytes: [UInt8]
  var piece: Int
  var position = 0

  init(_ text: [UInt8], piece: Int) {
    bytes = text
    self.piece = piece
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    let count = min(piece, buffer.count, bytes.count - position)
    for index in 0..<count { buffer[index] = bytes[position + index] }
    position += count
    return count
  }
}

/// What a reader gave, as one line per record or problem.
///
/// - Parameters:
///   - triesPlain: whether the reader is asked for a record of plain form first.
///   - scansAhead: whether records are scanned on a thread of their own.
func readAll(
  _ bytes: [UInt8], piece: Int = 1 << 16, limits: CSVLimits = CSVLimits(), triesPlain: Bool = false,
  scansAhead: Bool = false
) -> [String] {
  var found: [String] = []
  do {
    var reader = try CSVReader(source: PieceSource(bytes, piece: piece), file: "x.csv", limits: limits)
    found.append("header \(reader.header.joined(separator: "|"))")
    if scansAhead { reader = reader.scanningAhead() }
    while true {
      switch triesPlain && reader.nextPlain() ? .record : try reader.next() {
      case .end: return found
      case .bad(let problem):
        found.append("\(problem.line):\(problem.column) @\(problem.byte) \(problem.code.rawValue)")
      case .record:
        let fields = (0..<reader.fieldCount).map { index in
          "\(reader.lineOfField(index)):\(reader.column(ofField: index))="
            + String(decoding: reader.field(index), as: UTF8.self)
        }
        found.append("\(reader.line) @\(reader.byteOffset) " + fields.joined(separator: "|"))
      }
    }
  } catch {
    return found + ["error \(error)"]
  }
}

func readAll(_ text: String, piece: Int = 1 << 16, limits: CSVLimits = CSVLimits()) -> [String] {
  readAll(Array(text.utf8), piece: piece, limits: limits)
}
