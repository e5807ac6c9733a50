import Foundation
import Importer
import Testing
import TriageModel

/// One folder of `fixtures/formats`: an export, what it becomes, and what the user says about it.
struct FormatFixture: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/formats")

  static let all: [FormatFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
    return names.filter { !$0.contains(".") }.sorted().map(FormatFixture.init(name:))
  }()

  let name: String

  var testDescription: String { name }

  private var folder: URL { FormatFixture.root.appending(path: name) }

  /// The export; it may be CSV or JSON.
  var export: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return folder.appending(path: names.first { $0.hasPrefix("export.") } ?? "export.csv").path()
  }

  var expected: String { folder.appending(path: "expected.csv").path() }

  /// The options `--period`, `--timezone`, `--rate` and `--set` of the file `options`.
  var settings: SourceSettings {
    var settings = SourceSettings()
    let text = (try? String(contentsOf: folder.appending(path: "options"), encoding: .utf8)) ?? ""
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    for (option, value) in zip(words, words.dropFirst()) {
      switch option {
      case "--period": settings.period = Period(value)
      case "--timezone": settings.zone = SourceZone(value)
      case "--set":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        if let column = SourceSettings.Constant(rawValue: parts[0]) { settings.constants[column] = parts[1] }
      case "--rate":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        settings.rates[parts[0]] = try? ScaledDecimal.parse(parts[1], scale: 9)
      default: break
      }
    }
    return settings
  }

  var options: ImportOptions {
    var options = ImportOptions()
    options.source = settings
    return options
  }
}
