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
  private static let bill = """
    provider,invoice_id,period_start,period_end,model,amount_usd
    acme,1,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,big,0.15

    """
  /// Two rows of a trace whose row above is in no file.
  private static let trace = """
    id,traceId,startTime,parentObservationId,type,providedModelName,usageDetails,totalCost
    b,t9,2026-07-03T10:00:00Z,a,GENERATION,m,"{""input"":100,""output"":10}",0.01
    c,t9,2026-07-03T10:00:00Z,a,GENERATION,m,"{""input"":200,""output"":10}",0.02

    """
  private static let columns = [
    ("segments", "figures"), ("segments", "texts"), ("segment_controls", "bytes"), ("key_runs", "bytes"),
    ("fact_runs", "bytes"), ("task_cells", "bytes"), ("invoice_segments", "texts"), ("absent_parents", "bytes"),
  ]

  /// A database with rows of every kind; the folder lives as long as the workspace.
  private static func loaded() throws -> (Workspace, TriageDatabase) {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(
      database, try workspace.write("u.csv", usage), try workspace.write("o.csv", outcomes),
      try workspace.write("b.csv", bill), try workspace.write("t.csv", trace))
    return (workspace, database)
  }

  @Test("A bit that changed in any blob is noticed, and the database named", arguments: columns)
  func bit(table: String, column: String) throws {
    let (workspace, database) = try Self.loaded()
    defer { withExtendedLifetime(workspace) {} }
    try database.runChecks()
    try database.checkStoredRows()
    try database.close()
    try Self.change(database.path, Self.flip, table, column)
    let opened = try TriageDatabase(path: database.path, create: false)
    #expect {
      try opened.checkStoredRows()
    } throws: { error in
      if case .damaged(database.path, _) = error as? StorageError { true } else { false }
    }
  }

  /// Changes that no sum notices, and whether a report reads what they change.
  private static let changes = [
    ("UPDATE spend_cells SET reasoning_tokens = reasoning_tokens + 1", true),
    ("UPDATE hidden_cells SET sub_agent_rows = sub_agent_rows + 1", true),
    ("UPDATE model_cells SET output_tokens = output_tokens + 1", true),
    ("UPDATE names SET name = 'male' WHERE name = 'mail'", true),
    ("UPDATE fact_runs SET category = 0", true), ("UPDATE imports SET file_name = 'x.csv' WHERE id = 1", true),
    ("UPDATE invoice_spans SET end_ns = end_ns + 1", true),
    ("UPDATE settings SET value = 'hashed' WHERE name = 'worker_ids'", true),
    ("INSERT INTO price_aliases (name, canonical) VALUES ('a', 'b')", true),
    ("DELETE FROM checksums WHERE name = 'names'", true),
    ("UPDATE segments SET last_task = last_task + 1", true), ("UPDATE key_runs SET entries = entries + 1", true),
    ("DELETE FROM absent_parents", false),
  ]

  @Test("A changed number or text outside of blobs is noticed before anything rests on it", arguments: changes)
  func changed(change: String, isReported: Bool) throws {
    let (workspace, database) = try Self.loaded()
    try database.close()
    let script =
      "db.execute('PRAGMA foreign_keys = OFF')\ndb.execute(sys.argv[2])\nif not db.total_changes: sys.exit(3)"
    try Self.change(database.path, script, change)
    let opened = try TriageDatabase(path: database.path, create: false)
    func isNoticed(_ body: () throws -> Void) -> Bool {
      do {
        try body()
        return false
      } catch StorageError.damaged(database.path, _) {
        return true
      } catch StorageError.controlTotal(database.path, _, _) {
        return true
      } catch {
        return false
      }
    }
    #expect(isNoticed { try PendingChecks(path: database.path).finish() } == isReported)
    #expect(isNoticed { try opened.checkStoredRows() })
    #expect(isNoticed { try workspace.load(opened, try workspace.write("again.csv", Self.usage)) })
  }

  @Test("A run of facts that is gone, a month of cells that is gone, or another seed of hashes is named at once")
  func gone() throws {
    for (change, isDamaged) in [
      ("DELETE FROM fact_runs", false), ("DELETE FROM task_cells", false),
      ("UPDATE settings SET value = '1' || value WHERE name = 'hash_seed'", true),
    ] {
      let workspace = try Workspace()
      let database = try workspace.database()
      try workspace.load(
        database, try workspace.write("u.csv", Self.usage), try workspace.write("o.csv", Self.outcomes))
      try database.close()
      try Self.change(
        database.path, "db.execute(sys.argv[2])\nif not db.total_changes: sys.exit(3)", change)
      let opened = try TriageDatabase(path: database.path, create: false)
      if isDamaged {
        #expect(throws: StorageError.damaged(path: database.path, detail: "the settings are not as they were written"))
        {
          try workspace.load(opened, try workspace.write("again.csv", Self.usage))
        }
      } else {
        #expect {
          try opened.runChecks()
        } throws: { error in
          if case .controlTotal(database.path, _, _) = error as? StorageError { true } else { false }
        }
      }
    }
  }

  /// Changes the last bit of the middle byte of a table's first blob.
  private static let flip = """
    table, column = sys.argv[2:]
    row, blob = db.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchone()
    blob = bytearray(blob)
    blob[len(blob) // 2] ^= 1
    db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (bytes(blob), row))
    """

  private static func change(_ path: String, _ script: String, _ arguments: String...) throws {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments =
      ["python3", "-c", "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n\(script)\ndb.commit()", path]
      + arguments
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
  }
}
