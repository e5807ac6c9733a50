import Foundation
import Testing

@testable import Storage

@Suite("Collected records come back in their order, from memory and from the file")
struct PartitionedSpillTests {
  @Test("Whatever the budget", arguments: [0, 700, 5000, 1 << 20])
  func order(budgetBytes: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "triage.db").path()
    let spill = PartitionedSpill(blockBytes: 256, budget: SpillBudget(bytes: budgetBytes))
    var file: SpillFile?
    func spillFile() throws(StorageError) -> SpillFile {
      if let file { return file }
      let made = try SpillFile(beside: path)
      file = made
      return made
    }
    var random = SeededNumbers(UInt64(budgetBytes))
    var expected: [Int: [UInt8]] = [:]
    for _ in 0..<3000 {
      let partition = random.below(4) * 60
      // Some are longer than a block.
      let record = (0..<1 + random.below(random.below(50) == 0 ? 900 : 40)).map { _ in
        UInt8(truncatingIfNeeded: random.next())
      }
      expected[partition, default: []] += record
      if spill.isFull(partition, for: record.count) { try spill.flush(partition, to: spillFile) }
      spill.append(to: partition) { (buffer: inout ByteBuffer) in record.withUnsafeBytes { buffer.append($0) } }
    }
    #expect((file == nil) == (budgetBytes == 1 << 20))
    for isLast in [false, true] {
      for (partition, bytes) in expected {
        var buffer = ByteBuffer()
        try spill.read(partition, file: file, into: &buffer, isLast: isLast)
        #expect(Array(buffer.bytes) == bytes)
      }
    }
    // The file's name is gone from the first moment on.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
  }

  @Test("A folder that cannot be written is an error that names it")
  func noFolder() {
    #expect {
      _ = try SpillFile(beside: "/nonexistent/triage.db")
    } throws: { error in
      if case .cannotWrite(let path, _) = error as? StorageError { path == "/nonexistent/triage.db" } else { false }
    }
  }
}
