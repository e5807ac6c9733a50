internal import GRDB
internal import Queries
internal import TriageModel

/// The bill lines of a database in one transaction: takes lines, knows those that are there, and stores new ones in
/// segments.
///
/// The same key is the same start, whatever the format: only stored lines that start near those of the transaction are
/// held in memory, by their hashes.
final class InvoiceTable {
  /// How far around a line stored ones are looked up at once.
  private static let margin = 32 * Instant.nanosPerDay

  private let store: InvoiceStore
  private let db: Database
  private let hash, checkHash: ByteHash
  private var index = InvoiceIndex()
  /// Segments that the transaction found; nil = they were not looked up yet.
  private var directory: [InvoiceStore.Entry]?
  private var isLoaded: [Bool] = []
  /// Lines that start in this span are in the index.
  private var (loadedFrom, loadedTo) = (Int64.max, Int64.min)
  /// The segments that entries of the index name: number in the database, import and format.
  private var segments: [(id: Int64, importID: Int64, format: String)] = []
  /// Rows that another line took the place of, by segment; they go with the next `flush`.
  private var replaced: [Int32: [Int32]] = [:]
  /// The segment of a line that was asked for.
  private var lastRead: (segment: Int64, records: [InvoiceRecord])?
  private var overlaps: [(importID: Int32, other: Int32, fate: String, rows: Int64)] = []

  /// Lines of the segment that is being filled.
  private var pending: [InvoiceRecord] = []
  private var arena = ByteBuffer(capacity: 1 << 16)
  private var pendingImport: Int32 = 0
  private var pendingFormat = ""

  init(db: Database, path: String, hash: ByteHash) {
    self.db = db
    self.hash = hash
    checkHash = RequestKey.checkHash(hash)
    store = InvoiceStore(db: db, path: path)
  }

  // MARK: Taking lines

  func insert(
    _ record: InvoiceRecord, key: UnsafeRawBufferPointer, invoiceID: UnsafeRawBufferPointer, importID: Int32,
    format: String, onConflict: ConflictPolicy
  ) throws -> InvoiceFate {
    if record.startNanos < loadedFrom || record.startNanos > loadedTo { try load(around: record.startNanos) }
    if importID != pendingImport { try begin(importID, format) }
    let (keyHash, check) = hashes(of: key)
    let entry = InvoiceIndex.Entry(
      key: keyHash, body: record.body(hash), check: check, importID: importID,
      segment: Int32(truncatingIfNeeded: segments.count), row: Int32(truncatingIfNeeded: pending.count))
    guard let number = index.find(keyHash, check) else {
      index.insert(entry)
      try append(record, key: key, invoiceID: invoiceID)
      return .new
    }
    let found = index.entries[number]
    if found.body == entry.body {
      countOverlap(importID, found.importID, "repeated")
      return found.importID == importID ? .twice : .repeated
    }
    guard onConflict == .replace, found.importID != importID else {
      if onConflict == .keep { countOverlap(importID, found.importID, "kept") }
      return .conflict
    }
    countOverlap(importID, found.importID, "replaced")
    replaced[found.segment, default: []].append(found.row)
    index.replace(number, with: entry)
    try append(record, key: key, invoiceID: invoiceID)
    return .replaced
  }

  /// Whether the line of a key is this one; nil where there is none.
  func holds(_ record: InvoiceRecord, key: UnsafeRawBufferPointer) throws -> Bool? {
    if record.startNanos < loadedFrom || record.startNanos > loadedTo { try load(around: record.startNanos) }
    let (keyHash, check) = hashes(of: key)
    guard let number = index.find(keyHash, check) else { return nil }
    return index.entries[number].body == record.body(hash)
  }

  /// The line of a key, and its import; nil where there is none.
  func held(near nanos: Int64, key: UnsafeRawBufferPointer) throws -> (record: InvoiceRecord, importID: Int64)? {
    if nanos < loadedFrom || nanos > loadedTo { try load(around: nanos) }
    let (keyHash, check) = hashes(of: key)
    guard let number = index.find(keyHash, check) else { return nil }
    let (entry, place) = (index.entries[number], Int(index.entries[number].row))
    let records = try Int(entry.segment) < segments.count ? stored(segments[Int(entry.segment)].id) : pending
    return place < records.count ? (records[place], Int64(entry.importID)) : nil
  }

  /// The lines of a segment; those asked for last are kept, as lines in conflict come one after another.
  private func stored(_ segment: Int64) throws -> [InvoiceRecord] {
    if let lastRead, lastRead.segment == segment { return lastRead.records }
    let records = try store.lines(segment).records
    lastRead = (segment, records)
    return records
  }

  /// The two hashes of a key that tell lines apart.
  @inline(__always)
  private func hashes(of key: UnsafeRawBufferPointer) -> (key: UInt64, check: UInt32) {
    (hash.state(key), UInt32(truncatingIfNeeded: checkHash.state(key)))
  }

  private func begin(_ importID: Int32, _ format: String) throws {
    try storePending()
    pendingImport = importID
    pendingFormat = format
  }

  @inline(__always)
  private func append(
    _ record: InvoiceRecord, key: UnsafeRawBufferPointer, invoiceID: UnsafeRawBufferPointer
  ) throws {
    arena.reserve(key.count + invoiceID.count + 8)
    var record = record
    record.key = arena.appendText(key)
    record.invoiceID = arena.appendText(invoiceID)
    pending.append(record)
    if pending.count == InvoiceSegment.length { try storePending() }
  }

  private func countOverlap(_ importID: Int32, _ other: Int32, _ fate: String) {
    guard importID != other else { return }
    let place = overlaps.lastIndex { $0.importID == importID && $0.other == other && $0.fate == fate }
    if let place { overlaps[place].rows += 1 } else { overlaps.append((importID, other, fate, 1)) }
  }

  /// Makes sure that the index has every stored line that starts at a time.
  @inline(never)
  private func load(around nanos: Int64) throws {
    if directory == nil {
      let found = try store.directory()
      directory = found
      isLoaded = found.map { _ in false }
    }
    let (low, isBelow) = nanos.subtractingReportingOverflow(Self.margin)
    let (high, isAbove) = nanos.addingReportingOverflow(Self.margin)
    loadedFrom = min(loadedFrom, isBelow ? Int64.min : low)
    loadedTo = max(loadedTo, isAbove ? Int64.max : high)
    for (place, entry) in (directory ?? []).enumerated()
    where !isLoaded[place] && entry.lastNanos >= loadedFrom && entry.firstNanos <= loadedTo {
      isLoaded[place] = true
      try load(entry)
    }
  }

  private func load(_ entry: InvoiceStore.Entry) throws {
    // Lines that are being gathered have the number of the next segment.
    try storePending()
    guard let importID = Int32(exactly: entry.importID) else {
      throw StorageError.overflow(what: "the number of imports")
    }
    let segment = Int32(truncatingIfNeeded: segments.count)
    segments.append((entry.id, entry.importID, entry.format))
    let lines = try store.lines(entry.id)
    for (row, record) in lines.records.enumerated() {
      let (key, check) = hashes(of: lines.arena.text(record.key))
      index.insert(
        InvoiceIndex.Entry(
          key: key, body: record.body(hash), check: check, importID: importID,
          segment: segment, row: Int32(truncatingIfNeeded: row)))
    }
  }

  // MARK: Storing

  private func storePending() throws {
    guard !pending.isEmpty else { return }
    let id = try store.insert(pending, arena, importID: Int64(pendingImport), format: pendingFormat)
    segments.append((id, Int64(pendingImport), pendingFormat))
    pending.removeAll(keepingCapacity: true)
    arena.removeAll()
  }

  /// Stores what was taken so far, so that the tables hold it.
  func flush() throws {
    try storePending()
    try storeOverlaps()
    guard !replaced.isEmpty else { return }
    for (segment, rows) in replaced.sorted(by: { $0.key < $1.key }) { try remove(rows, from: Int(segment)) }
    // Rows have other places now.
    replaced = [:]
    lastRead = nil
    index = InvoiceIndex()
    segments = []
    directory = nil
    (loadedFrom, loadedTo) = (Int64.max, Int64.min)
  }

  private func storeOverlaps() throws {
    let overlap = try SQLStatement(db, Query.writeCountOverlap.sql)
    for found in overlaps {
      overlap.bind(Int64(found.importID), at: 1)
      overlap.bind(Int64(found.other), at: 2)
      overlap.bind(found.fate, at: 3)
      overlap.bind(found.rows, at: 4)
      try overlap.run()
    }
    overlaps = []
  }

  /// Takes rows out of a segment, and out of what the ledger says is stored of its import.
  private func remove(_ rows: [Int32], from place: Int) throws {
    let segment = segments[place]
    let gone = Set(rows)
    let lines = try store.lines(segment.id)
    var left: [InvoiceRecord] = []
    var amountNanos: Int128 = 0
    for (row, record) in lines.records.enumerated() {
      if gone.contains(Int32(truncatingIfNeeded: row)) {
        amountNanos += Int128(record.amountNanos)
      } else {
        left.append(record)
      }
    }
    try store.remove(segment.id)
    if !left.isEmpty {
      _ = try store.insert(left, lines.arena, importID: segment.importID, format: segment.format)
    }
    try release(rows: gone.count, amountNanos: amountNanos, importID: segment.importID)
  }

  private func release(rows: Int, amountNanos: Int128, importID: Int64) throws {
    let stored = try Int64.fetchOne(
      db, sql: "SELECT reported_cost_nanos FROM imports WHERE id = ?", arguments: [importID])
    guard let left = Int64(exactly: Int128(stored ?? 0) - amountNanos) else {
      // An import of this transaction has no totals yet: they are counted at its end.
      let isOpen = try Bool.fetchOne(db, sql: "SELECT stored_rows = 0 FROM imports WHERE id = ?", arguments: [importID])
      if isOpen == true { return }
      throw StorageError.overflow(what: "the amount of a bill")
    }
    let ledger = try SQLStatement(db, Query.writeReleaseInvoice.sql)
    ledger.bind(Int64(rows), at: 1)
    ledger.bind(left, at: 2)
    ledger.bind(importID, at: 3)
    try ledger.run()
  }
}
