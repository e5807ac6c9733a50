import Foundation
import Templates
import Testing

@Suite("Colours of the HTML page")
struct PaletteTests {
  private static let style = Template.style.text

  /// The colour variables of the block that starts with `start`.
  private static func palette(_ start: String) throws -> [String: String] {
    let block = try #require(
      style.split(separator: start, maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    ).prefix { $0 != "}" }
    var colours: [String: String] = [:]
    for rule in block.split(separator: ";") {
      let parts = rule.split(separator: ":")
      guard parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") else { continue }
      colours[String(parts[0].dropFirst(2))] = String(parts[1].dropFirst())
    }
    return colours
  }

  private static let light = ":root{color-scheme:light dark;"
  private static let dark = "(prefers-color-scheme:dark){:root{"

  /// Relative luminance and contrast as WCAG 2.2 defines them.
  private static func contrast(_ first: String, _ second: String) -> Double {
    let bright = [luminance(first), luminance(second)].sorted()
    return (bright[1] + 0.05) / (bright[0] + 0.05)
  }

  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour, radix: 16) ?? 0
    let channels = [value >> 16 & 255, value >> 8 & 255, value & 255].map { channel -> Double in
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private static let text = [
    "ink", "ink2", "pos", "neg", "keep", "cheaper", "software", "pilot", "stop", "nodata",
  ]

  @Test("Text stands out from paper and panel, marks from paper", arguments: [light, dark])
  func contrast(start: String) throws {
    let colours = try Self.palette(start)
    let (paper, panel) = (try #require(colours["paper"]), try #require(colours["panel"]))
    for name in Self.text {
      let colour = try #require(colours[name])
      #expect(Self.contrast(colour, paper) >= 5.4, "\(name) on paper")
      #expect(Self.contrast(colour, panel) >= 4.5, "\(name) on panel")
    }
    for name in ["ac", "pq"] { #expect(Self.contrast(try #require(colours[name]), paper) >= 3, "\(name)") }
  }

  @Test("Both palettes name the same colours, and the contrast is computed as WCAG does")
  func complete() throws {
    #expect(try Set(Self.palette(Self.light).keys) == Set(Self.palette(Self.dark).keys))
    #expect(abs(Self.contrast("FFFFFF", "000000") - 21) < 1e-9)
    #expect(abs(Self.contrast("0B6E69", "FFFFFF") - 6.1) < 0.05)
  }

  @Test("Dark and narrow are for screens; print names no paper")
  func print() {
    for line in Self.style.split(separator: "\n") where line.hasPrefix("@media") && line != "@media print{" {
      #expect(line.hasPrefix("@media screen"))
    }
    #expect(Self.style.contains("@page{margin:13mm 12mm 15mm;"))
    #expect(!Self.style.contains("size:A4") && !Self.style.contains("size:letter"))
    #expect(Self.style.contains("thead{display:table-header-group}"))
    #expect(Self.style.contains("print-color-adjust:exact"))
  }
}
