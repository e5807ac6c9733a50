import Testing

@testable import Analysis

@Suite("Distributions")
struct StatisticsTests {
  @Test(
    "Quantiles of Student's t equal the check values and published tables",
    arguments: [
      (0.95, 5.0, 2.0150484), (0.95, 10, 1.8124611), (0.95, 29.03, 1.6990691), (0.90, 11, 1.3634303),
      (0.95, 1, 6.3137515), (0.975, 1, 12.7062047), (0.975, 2, 4.3026527), (0.99, 3, 4.5407029),
      (0.995, 30, 2.7499957), (0.975, 120, 1.9799304), (0.95, 1000, 1.6463788), (0.9995, 4, 8.6103016),
    ])
  func quantiles(probability: Double, degrees: Double, expected: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(probability) - expected) < 6e-8)
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(1 - probability) + expected) < 6e-8)
  }

  @Test("With one and two degrees of freedom the distribution has closed forms")
  func closedForms() {
    for step in -40...40 {
      let t = Double(step) / 4
      let two = 0.5 + t / (2 * (2 + t * t).squareRoot())
      #expect(abs(StudentT(degreesOfFreedom: 2).cumulative(t) - two) < 1e-13)
      let twoDensity = 1 / ((2 + t * t) * (2 + t * t).squareRoot())
      #expect(abs(StudentT(degreesOfFreedom: 2).density(t) - twoDensity) < 1e-13)
    }
    #expect(abs(StudentT(degreesOfFreedom: 1).cumulative(1) - 0.75) < 1e-13)
  }

  @Test(
    "The quantile inverts the distribution for any degrees of freedom",
    arguments: [0.7, 1, 1.5, 2.3, 5, 29.03, 100.5, 4321.7, 1e6, 1e9])
  func inverse(degrees: Double) {
    let student = StudentT(degreesOfFreedom: degrees)
    for probability in [0.001, 0.2, 0.5, 0.6, 0.8, 0.95, 0.999, 0.999_999] {
      #expect(abs(student.cumulative(student.quantile(probability)) - probability) < 1e-11)
    }
  }

  @Test("With many degrees of freedom Student's t is the normal distribution")
  func limit() {
    let student = StudentT(degreesOfFreedom: 1e10)
    #expect(abs(student.quantile(0.95) - NormalDistribution.quantile(0.95)) < 1e-8)
    #expect(abs(student.cumulative(1) - NormalDistribution.cumulative(1)) < 1e-9)
  }

  @Test(
    "Normal quantiles equal published tables",
    arguments: [(0.95, 1.6448536270), (0.8, 0.8416212336), (0.975, 1.9599639845), (0.999, 3.0902323062)])
  func normal(probability: Double, expected: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - expected) < 1e-9)
    #expect(abs(NormalDistribution.quantile(1 - probability) + expected) < 1e-9)
  }

  @Test("Loss integrals equal the integral of the tail", arguments: [-2.0, -0.5, 0, 0.3, 1, 2.5])
  func losses(u: Double) throws {
    // E(X − u)⁺ = ∫_u^∞ P(X > x) dx, by Simpson's rule.
    func integral(to end: Double, _ tail: (Double) -> Double) -> Double {
      let steps = 20_000
      let width = (end - u) / Double(steps)
      return (0...steps).reduce(0) { sum, index in
        let factor = index == 0 || index == steps ? 1.0 : index % 2 == 0 ? 2 : 4
        return sum + factor * tail(u + width * Double(index))
      } * width / 3
    }
    let z = integral(to: 12) { NormalDistribution.cumulative(-$0) }
    #expect(abs(NormalDistribution.lossIntegral(u) - z) < 1e-9)
    let student = StudentT(degreesOfFreedom: 20.5)
    let t = integral(to: 60) { student.cumulative(-$0) }
    #expect(abs(try #require(student.lossIntegral(u)) - t) < 1e-7)
    #expect(StudentT(degreesOfFreedom: 1).lossIntegral(u) == nil)
  }

  @Test("The unit normal loss table gives 0.3989 at 0 and 0.08332 at 1")
  func lossTable() {
    #expect(abs(NormalDistribution.lossIntegral(0) - 0.398942) < 1e-6)
    #expect(abs(NormalDistribution.lossIntegral(1) - 0.083315) < 1e-6)
  }

  @Test("A mean of equal numbers is that number, and their variance nothing")
  func orderedSums() {
    #expect(OrderedSum.mean([0.1, 0.1, 0.1]) == 0.1)
    #expect(OrderedSum.variance([0.1, 0.1, 0.1]) == 0)
    #expect(OrderedSum.variance([1, 2, 3, 4]) == 5.0 / 3)
    #expect(OrderedSum.sum([1e16, 1, -1e16]) == OrderedSum.sum([1, -1e16, 1e16]))
    var numbers = SeededNumbers(seed: 3)
    let many = (0..<2000).map { _ in Double.random(in: -1e9...1e9, using: &numbers) } + [0, -0.0, 1e-300, -1e-300]
    #expect(abs(OrderedSum.sum(many) - many.sorted().reduce(0, +)) < 1)
    #expect(OrderedSum.sum(many) == OrderedSum.sum(many.shuffled(using: &numbers)))
    // Whole numbers of one size have an exact sum.
    #expect(OrderedSum.sum((1...1000).map(Double.init)) == 500_500)
    #expect(OrderedSum.sum([Double](repeating: 0, count: 500)) == 0)
    #expect(OrderedSum.sum([Double](repeating: 1, count: 500) + [.infinity]) == .infinity)
  }
}

@Suite("Exact integers")
struct WideIntegerTests {
  @Test("Sums and products agree with 128-bit arithmetic where that suffices")
  func small() {
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<500 {
      let a = Int128(Int64.random(in: Int64.min...Int64.max, using: &numbers)) / 3
      let b = Int128(Int64.random(in: Int64.min...Int64.max, using: &numbers)) / 5
      #expect(WideInteger(a) + WideInteger(b) == WideInteger(a + b))
      #expect(WideInteger(a) - WideInteger(b) == WideInteger(a - b))
      #expect(WideInteger(a) * b == WideInteger(a * b))
      #expect((WideInteger(a) < WideInteger(b)) == (a < b))
    }
  }

  @Test("The square of a sum is exact beyond 128 bits")
  func large() {
    var numbers = SeededNumbers(seed: 8)
    for _ in 0..<200 {
      let a = WideInteger(Int128.random(in: Int128.min...Int128.max, using: &numbers))
      let b = WideInteger(Int128.random(in: Int128.min...Int128.max, using: &numbers))
      let square = (a + b) * (a + b)
      #expect(square == a * a + a * b + a * b + b * b)
      #expect((a - b) * (a + b) == a * a - b * b)
    }
  }

  @Test("Conversion keeps sign and size")
  func conversion() {
    #expect(WideInteger(-5).double == -5)
    #expect(WideInteger.zero.double == 0)
    let big = WideInteger(Int128(1) << 100) * (Int128(1) << 100)
    #expect(big.double == 1.606_938_044_258_990_3e60)
    #expect((-big).double == -1.606_938_044_258_990_3e60)
    #expect(WideInteger(Int128.min).double == -1.701_411_834_604_692_3e38)
  }
}
