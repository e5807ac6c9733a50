import CSVCodec
import TriageModel

/// Reads small files whole, such as a policy.
enum FileReading {
  private static let limit = 16 << 20

  static func open(_ path: String) throws -> FileSource {
    do throws(ByteSourceError) {
      return try FileSource(path: path)
    } catch {
      throw Failure(error.isMissingFile ? .noSuchInput : .inputRejected, [error.diagnostic(file: path)])
    }
  }

  /// The first bytes of a file, fewer where it is shorter.
  static func start(of path: String, count: Int) throws -> [UInt8] {
    let source = try open(path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 1)
    defer { buffer.deallocate() }
    do throws(ByteSourceError) {
      return Array(buffer[..<(try source.read(into: buffer))])
    } catch {
      throw Failure(.inputRejected, [error.diagnostic(file: path)])
    }
  }

  static func all(of source: FileSource, path: String) throws -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count: Int
      do throws(ByteSourceError) {
        count = try source.read(into: buffer)
      } catch {
        throw Failure(.inputRejected, [error.diagnostic(file: path)])
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= limit else {
        throw Failure(
          .inputRejected,
          [Diagnostic(code: "too-large", position: SourcePosition(file: path), message: "is larger than 16 MiB")])
      }
    }
  }
}
