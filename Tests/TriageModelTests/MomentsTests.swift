import Testing
import TriageModel

@Suite("Moments of tasks add up exactly")
struct MomentsTests {
  private static let tasks: [Figures<Int64>] = [
    Figures(v: 0, k: 0, r: 0, w: 0, p: 0), Figures(v: -5, k: 7, r: 11, w: 13, p: 1_000_000),
    Figures(v: Int64.max, k: Int64.min, r: Int64.max, w: 0, p: 250_000),
    Figures(v: Int64.min, k: Int64.max, r: 1, w: Int64.max, p: 1),
  ]

  @Test("Adding a task is adding its moments, and taking it away leaves nothing", arguments: tasks)
  func oneByOne(task: Figures<Int64>) throws {
    var direct = Moments()
    try direct.add(task: Figures(v: 3, k: -2, r: 9, w: 4, p: 500_000), sign: 1)
    var sum = direct
    try direct.add(task: task, sign: 1)
    try sum.add(Moments(task: task))
    #expect(direct == sum)
    try direct.add(task: task, sign: -1)
    try direct.add(task: Figures(v: 3, k: -2, r: 9, w: 4, p: 500_000), sign: -1)
    #expect(direct.isZero)
  }

  @Test("Leaving 128 bits is an error, never a wrap")
  func overflow() throws {
    var moments = Moments()
    let large = Figures<Int64>(v: Int64.min, k: 0, r: 0, w: 0, p: 0)
    try moments.add(task: large, sign: 1)
    #expect(throws: ArithmeticOverflow.self) { for _ in 0..<2 { try moments.add(task: large, sign: 1) } }
  }

  @Test("What would leave 128 bits is not added at all; what fits is")
  func fitting() throws {
    // (−2⁶³)² = 2¹²⁶: one fits beside nothing, two are 2¹²⁷.
    let large = Moments(task: Figures(v: Int64.min, k: 3, r: 0, w: 0, p: 1))
    let small = Moments(task: Figures(v: 2, k: 5, r: 0, w: 0, p: 0))
    var sum = large
    let isAdded = sum.addIfFitting(small)
    #expect(isAdded)
    #expect(sum.count == 2)
    #expect(sum.sums.k == 8)
    #expect(sum.products.vv == (Int128(1) << 126) + 4)
    let before = sum
    let isTooLarge = !sum.addIfFitting(large)
    #expect(isTooLarge)
    #expect(sum == before)
  }
}
