import Testing
import TriageModel

@testable import Analysis

@Suite("The bridge: why spend changed from one quarter to the next")
struct BridgeTests {
  private typealias Key = BridgeCells.Key
  private typealias Cell = BridgeCells.Cell

  private static func dollars(_ amount: Double) -> Int128 { Int128((amount * 1e9).rounded()) }

  private static func cell(_ tasks: Int128, _ spend: Double, _ tokens: Int128) -> Cell {
    Cell(quantity: tasks, spend: dollars(spend), tokens: tokens)
  }

  private static let letters = Key(category: "letters", kind: .tool("big"))
  private static let notes = Key(category: "notes", kind: .tool("mini"))
  private static let chats = Key(category: "chats", kind: .tool("big"))

  /// The quarters of fixtures/cases/bridge/HAND.md.
  private static let before = BridgeCells(
    cells: [letters: cell(6, 12, 600_000), notes: cell(4, 2, 400_000)], notAttributed: Money(nanos: dollars(0.5)))
  private static let after = BridgeCells(
    cells: [letters: cell(12, 36, 1_500_000), notes: cell(4, 2, 500_000), chats: cell(4, 4, 200_000)],
    notAttributed: Money(nanos: dollars(1.25)))

  @Test("The example worked by hand")
  func hand() {
    let bridge = BridgeEffects(previous: Self.before, current: Self.after).bridge
    let expected = [17.5, 1.5, 5.45625, 3.54375, 0.75].map { Money(nanos: Self.dollars($0)) }
    #expect(SpendBridge.Effect.allCases.map(bridge.amount) == expected)
    #expect(bridge.previous == Money(nanos: Self.dollars(14.5)))
    #expect(bridge.current == Money(nanos: Self.dollars(43.25)))
    #expect(bridge.priceWithoutTokens == .zero)
  }

  @Test("A cell whose tokens are not known in one quarter changes the price alone, and that is said")
  func withoutTokens() {
    let before = BridgeCells(cells: [Self.letters: Self.cell(10, 10, 0)], notAttributed: .zero)
    let after = BridgeCells(cells: [Self.letters: Self.cell(10, 15, 900)], notAttributed: .zero)
    let bridge = BridgeEffects(previous: before, current: after).bridge
    #expect(bridge.price == Money(nanos: Self.dollars(5)))
    #expect(bridge.priceWithoutTokens == bridge.price)
    #expect(bridge.tokensPerTask == .zero)
  }

  @Test("From a quarter without any task all is volume")
  func fromNothing() {
    let nothing = BridgeCells(cells: [:], notAttributed: .zero)
    let bridge = BridgeEffects(previous: nothing, current: Self.after).bridge
    #expect(bridge.volume == Money(nanos: Self.dollars(42)))
    #expect(bridge.mix == .zero && bridge.tokensPerTask == .zero && bridge.price == .zero)
    let none = BridgeEffects(previous: nothing, current: nothing).bridge
    #expect(SpendBridge.Effect.allCases.allSatisfy { none.amount($0) == .zero })
  }

  private func random(_ numbers: inout SeededNumbers) -> BridgeCells {
    var cells: [Key: Cell] = [:]
    for index in 0..<Int.random(in: 0...12, using: &numbers) where Bool.random(using: &numbers) || index % 3 == 0 {
      let kinds: [Key.Kind] = [.tool("t\(index % 4)"), .noOutcome, .noTask]
      let key = Key(category: "c\(index / 4)", kind: kinds[Int.random(in: 0..<3, using: &numbers)])
      cells[key] = Cell(
        quantity: Int128.random(in: 1...100_000, using: &numbers),
        spend: Int128.random(in: -1_000...90_000_000_000_000_000, using: &numbers),
        tokens: Bool.random(using: &numbers) ? 0 : Int128.random(in: 1...1_000_000_000_000, using: &numbers))
    }
    return BridgeCells(
      cells: cells, notAttributed: Money(nanos: Int128.random(in: 0...7_000_000_000_000, using: &numbers)))
  }

  @Test("Effects add up to the change of spend, to the nano-dollar", arguments: 0..<200)
  func additive(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let (before, after) = (random(&numbers), random(&numbers))
    let bridge = BridgeEffects(previous: before, current: after).bridge
    #expect(SpendBridge.Effect.allCases.map(bridge.amount).total() == after.total - before.total)
    #expect(bridge.previous + bridge.change == bridge.current)
    let effects = BridgeEffects(previous: before, current: after)
    for (exact, whole) in [
      (effects.volume, bridge.volume), (effects.mix, bridge.mix), (effects.tokensPerTask, bridge.tokensPerTask),
      (effects.price, bridge.price),
    ] {
      // What floating point loses on ninety million dollars is far below a cent.
      #expect(abs(exact - Double(whole.nanos)) < 10_000)
    }
  }

  @Test("Swapping the quarters flips every sign and changes nothing else", arguments: 0..<200)
  func antisymmetric(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let (before, after) = (random(&numbers), random(&numbers))
    let forth = BridgeEffects(previous: before, current: after).bridge
    let back = BridgeEffects(previous: after, current: before).bridge
    for effect in SpendBridge.Effect.allCases { #expect(forth.amount(effect) == -back.amount(effect)) }
    #expect(forth.priceWithoutTokens == -back.priceWithoutTokens)
    #expect(forth.previous == back.current && forth.current == back.previous)
  }

  @Test("Spend of every row of the quarter is in the cells or not attributed")
  func cells() {
    let july = Month(year: 2026, month: 7)
    let spend: [SpendCell] = [
      .request(3, line: .task(completed: july), category: "a"), .request(1, line: .noTask, category: "a"),
      .request(2, line: .noOutcome, category: "b"), .request(5, line: .noTask),
      .request(7, line: .noTask, category: "a", month: Month(year: 2026, month: 4)),
    ]
    let cells = BridgeCells(period: Policy.sample.period ?? .everything, tasks: [], spend: spend, policy: .sample)
    #expect(cells.total == Money(nanos: Self.dollars(11)))
    // The task of another kind and the request without a category.
    #expect(cells.notAttributed == Money(nanos: Self.dollars(8)))
  }
}
