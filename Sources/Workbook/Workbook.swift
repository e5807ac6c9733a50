/// A workbook as a value: sheets of cells, named cells, and what a printer needs. `WorkbookFile` writes it.
public struct Workbook: Hashable, Sendable {
  /// In the order of the tabs.
  public var sheets: [Sheet]
  public var names: [DefinedName]
  /// The title in the properties of the document.
  public var title: String
  /// The date of creation in the properties, in seconds since 1970 UTC. Given, so that equal content is equal bytes.
  public var created: Int

  public init(sheets: [Sheet], names: [DefinedName], title: String, created: Int) {
    self.sheets = sheets
    self.names = names
    self.title = title
    self.created = created
  }
}

/// A name that formulas may use for a cell.
public struct DefinedName: Hashable, Sendable {
  /// Letters, digits and `_`.
  public var name: String
  /// `Assumptions!$C$5`.
  public var reference: String

  public init(name: String, reference: String) {
    self.name = name
    self.reference = reference
  }
}
