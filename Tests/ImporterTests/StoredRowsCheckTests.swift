import Foundation
import Storage
import Testing

@Suite("A check reads all that is stored")
struct StoredRowsCheckTests {
  private static let usage = """
    request_id,task_id,timestamp,model,input_tokens,output_tokens,cost_usd
    r1,t1,2026-07-01T10:00:00Z,big,1000,100,0.10
    r2,,2026-07-02T10:00:00Z,big,500,50,0.05

    """
  private static let outcomes = """
    task_id,completed_at,category,tool,succeeded,value_usd
    t1,2026-07-01T11:00:00Z,mail,big,true,2.5

    """
  private static let columns = [
    ("segments", "figures"), ("segments", "texts"), ("segment_controls", "bytes"), ("key_runs", "bytes"),
    ("fact_runs", "bytes"), ("task_cells", "bytes"),
  ]

  @Test("A bit that changed in any blob is noticed, and the database named", arguments: columns)
  func bit(table: String, column: String) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(
      database, try workspace.write("u.csv", Self.usage), try workspace.write("o.csv", Self.outcomes))
    try database.runChecks()
    try database.checkStoredRows()
    try database.close()
    try Self.flip(table, column, in: database.path)
    let opened = try TriageDatabase(path: database.path, create: false)
    #expect {
      try opened.checkStoredRows()
    } throws: { error in
      if case .damaged(database.path, _) = error as? StorageError { true } else { false }
    }
  }

  /// Changes the last bit of the middle byte of a table's first blob.
  private static func flip(_ table: String, _ column: String, in path: String) throws {
    let script = """
      import sqlite3, sys
      path, table, column = sys.argv[1:]
      db = sqlite3.connect(path)
      row, blob = db.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchone()
      blob = bytearray(blob)
      blob[len(blob) // 2] ^= 1
      db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (bytes(blob), row))
      db.commit()
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script, path, table, column]
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
  }
}
