internal import TriageModel

/// A public list of model prices in JSON, told by its content.
protocol PriceCatalogue {
  /// As provenance of a price names it.
  static var name: String { get }
  static var title: String { get }

  static func fits(_ root: CatalogueValue) -> Bool
  /// Reads all prices.
  ///
  /// - Parameter from: from when prices without a date hold.
  static func read(_ root: CatalogueValue, from: Instant?, into findings: inout CatalogueFindings)
}

/// Finds and reads the catalogue that a JSON file is.
enum PriceCatalogues {
  static var all: [any PriceCatalogue.Type] {
    [GenAIPricesCatalogue.self, ModelsDevCatalogue.self, LiteLLMCatalogue.self]
  }

  /// A JSON file that is none of them.
  static func unknown(file: String) -> Diagnostic {
    Diagnostic(
      code: "unknown-catalogue", position: SourcePosition(file: file, line: 1),
      message: "the file is no sound JSON, or no price catalogue that is known",
      remedy:
        "Known are \(all.map { $0.title }.joined(separator: ", ")); get the file again, or write a canonical price book."
    )
  }

  static func areOne(_ rows: JSONRows) -> Bool {
    CatalogueValue(rows).map { root in all.contains { $0.fits(root) } } ?? false
  }

  /// The rows of a file; nil where it is no catalogue.
  static func read(_ rows: JSONRows, settings: SourceSettings, file: String) -> CatalogueFindings? {
    guard let root = CatalogueValue(rows), let catalogue = all.first(where: { $0.fits(root) }) else { return nil }
    var collected = CatalogueFindings(file: file)
    guard let from = settings.pricesFrom else {
      collected.refuse(
        "missing-price-date", nil, "a \(catalogue.title) file does not say from when its prices hold",
        "Say it with --prices-from: the first day for which they count, for instance 2026-07-01.")
      return collected
    }
    catalogue.read(root, from: from, into: &collected)
    var findings = CatalogueFindings(file: file)
    findings.takeOver(collected, catalogue: catalogue.name)
    return findings
  }
}

extension CatalogueFindings {
  /// Takes over what was found, every row with its catalogue; a row whose key came before is left out, and named where
  /// it says something else.
  mutating func takeOver(_ other: CatalogueFindings, catalogue: String) {
    struct Key: Hashable {
      var model: String
      var provider: String?
      var tierStart: Int64
      var mode: PriceMode
      var from: Instant
    }
    let found = other.rows
    self = other
    removeRows()
    var known: [Key: PriceRate] = [:]
    for row in found {
      let key = Key(
        model: row.model, provider: row.provider, tierStart: row.tierStart, mode: row.mode, from: row.effectiveFrom)
      if let rate = known[key] {
        if rate != row.rate { warnAboutRepeated(row) }
        continue
      }
      known[key] = row.rate
      var row = row
      row.catalogue = catalogue
      add(row)
    }
  }
}
