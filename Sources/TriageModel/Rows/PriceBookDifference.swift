/// What a new price book would change of an old one, row by row.
public struct PriceBookDifference: Hashable, Sendable {
  /// What makes a price of a book one and the same.
  public struct Key: Hashable, Comparable, Sendable {
    public var provider: String?
    public var model: String
    public var mode: PriceMode
    public var tierStart: Int64
    public var from: Instant

    public init(_ row: PriceRow) {
      (provider, model, mode, tierStart, from) = (row.provider, row.model, row.mode, row.tierStart, row.effectiveFrom)
    }

    public static func < (left: Key, right: Key) -> Bool {
      let first = (left.provider ?? "", left.model, left.mode.rawValue, left.tierStart, left.from)
      let second = (right.provider ?? "", right.model, right.mode.rawValue, right.tierStart, right.from)
      return first < second
    }
  }

  /// One price of a row before and after; nil = blank.
  public struct Change: Hashable, Sendable {
    /// The column of a canonical price book.
    public var name: String
    public var oldPicos: Int64?
    public var newPicos: Int64?

    /// By how many tenths of a percent the price changes, half away from zero; nil from or to blank, or from 0.
    public var permille: Int128? {
      guard let oldPicos, let newPicos, oldPicos != 0 else { return nil }
      return Rounding.divideHalfAwayFromZero(Int128(newPicos - oldPicos) * 1000, by: Int128(oldPicos))
    }
  }

  public struct Entry: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      case added
      case removed
      case changed
    }

    public var kind: Kind
    public var key: Key
    /// The row in the new book; of a removed one in the old book.
    public var row: PriceRow
    /// Against the row that it replaces: the same one in the old book, or the one that held there before this one begins.
    public var changes: [Change]
  }

  /// By key.
  public let entries: [Entry]
  /// Rows that are in both books and equal.
  public let unchanged: Int

  public init(old: [PriceRow], new: [PriceRow]) {
    let before = Dictionary(old.map { (Key($0), $0) }) { first, _ in first }
    let after = Dictionary(new.map { (Key($0), $0) }) { first, _ in first }
    let history = Dictionary(grouping: old, by: Line.init)
    var entries: [Entry] = []
    var unchanged = 0
    for (key, row) in after {
      if let known = before[key] {
        let changes = Self.changes(from: known, to: row)
        if changes.isEmpty, known.effectiveTo == row.effectiveTo {
          unchanged += 1
        } else {
          entries.append(Entry(kind: .changed, key: key, row: row, changes: changes))
        }
        continue
      }
      let earlier = (history[Line(row)] ?? []).filter { $0.effectiveFrom <= row.effectiveFrom }
      let replaced = earlier.max { $0.effectiveFrom < $1.effectiveFrom }
      entries.append(
        Entry(kind: .added, key: key, row: row, changes: replaced.map { Self.changes(from: $0, to: row) } ?? []))
    }
    for (key, row) in before where after[key] == nil {
      entries.append(Entry(kind: .removed, key: key, row: row, changes: []))
    }
    self.entries = entries.sorted { $0.key < $1.key }
    self.unchanged = unchanged
  }

  /// A price without its date.
  private struct Line: Hashable {
    var provider: String?
    var model: String
    var mode: PriceMode
    var tierStart: Int64

    init(_ row: PriceRow) {
      (provider, model, mode, tierStart) = (row.provider, row.model, row.mode, row.tierStart)
    }
  }

  private static func changes(from old: PriceRow, to new: PriceRow) -> [Change] {
    let pairs: [(String, Int64?, Int64?)] = [
      ("input", old.inputPicos, new.inputPicos), ("cached_input", old.cachedPicos, new.cachedPicos),
      ("cache_write", old.cacheWritePicos, new.cacheWritePicos),
      ("cache_write_1h", old.longWritePicos, new.longWritePicos), ("output", old.outputPicos, new.outputPicos),
      ("reasoning", old.reasoningPicos, new.reasoningPicos),
    ]
    return pairs.filter { $0.1 != $0.2 }.map { Change(name: $0.0, oldPicos: $0.1, newPicos: $0.2) }
  }
}
