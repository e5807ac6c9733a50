import Analysis
import TriageModel
import Workbook

/// The imported aggregates, values only. Every other sheet gets its figures here.
struct DataSheet {
  static let name = "Data"

  /// One option with its category's place in the report.
  struct OptionRow {
    var category: Int
    var option: ToolOption
    /// Whether the verdict rests on it.
    var isDecisive: Bool
  }

  /// A figure of the whole company with how far its interval reaches down and up.
  enum TotalLine: Int, CaseIterable {
    case spend, netValue, freed, netValueChange
  }

  /// Columns of the totals and of the recommendations.
  enum EstimateColumn: Int {
    case label, value, below, above
  }

  let report: Report
  let options: [OptionRow]

  init(_ report: Report) {
    self.report = report
    options = report.review.categories.enumerated().flatMap { index, category in
      let decisive = category.decisiveOption
      return category.options.map { option in
        OptionRow(
          category: index, option: option,
          isDecisive: category.verdict.isChange && option.tool == decisive?.tool && option.role == decisive?.role)
      }
    }
  }

  var categories: [CategoryReview] { report.review.categories }

  // The first row of each block. A block has a subheading and a header above its rows, and an empty row below.
  static let titleRow = 1
  static let periodRow = 2
  static let totalsRow = 7
  var decisionsRow: Int { DataSheet.totalsRow + TotalLine.allCases.count + 3 }
  var categoriesRow: Int { decisionsRow + report.decisions.count + 3 }
  var unattributedRow: Int { categoriesRow + categories.count + 3 }
  var ledgerRow: Int { unattributedRow + 2 + 3 }
  var departmentsRow: Int { ledgerRow + 5 + 3 }
  var bridgeRow: Int { departmentsRow + report.review.departments.count + 3 }
  var invoiceRow: Int { bridgeRow + (bridgeLines.isEmpty ? 0 : bridgeLines.count + 3) }
  var optionsRow: Int { invoiceRow + (invoiceLines.isEmpty ? 0 : invoiceLines.count + 3) }

  private func reference(_ row: Int, _ column: Int) -> String {
    CellReference.fixed(row, column, sheet: DataSheet.name)
  }

  var title: String { reference(DataSheet.titleRow, 0) }
  var period: String { reference(DataSheet.periodRow, 0) }

  func total(_ line: TotalLine, _ column: EstimateColumn = .value) -> String {
    reference(DataSheet.totalsRow + line.rawValue, column.rawValue)
  }

  /// The interval's reach of the change of one recommendation.
  func decision(_ index: Int, _ column: EstimateColumn) -> String {
    reference(decisionsRow + index, column.rawValue)
  }

  func category(_ index: Int, _ column: CategoryColumn) -> String {
    reference(categoriesRow + index, column.rawValue)
  }

  func option(_ index: Int, _ column: OptionColumn) -> String { reference(optionsRow + index, column.rawValue) }

  func contribution(_ index: Int, _ parameter: BreakEven.Parameter) -> String {
    reference(optionsRow + index, OptionColumn.contribution(parameter))
  }

  /// A column over all categories.
  func categories(_ column: CategoryColumn) -> String {
    CellReference.column(
      column.rawValue, categoriesRow, categoriesRow + max(0, categories.count - 1), sheet: DataSheet.name)
  }

  /// Not attributed, then unused licences.
  func unattributedSpend(_ line: Int) -> String { reference(unattributedRow + line, 1) }
  func unattributedNetValue(_ line: Int) -> String { reference(unattributedRow + line, 2) }
  func ledger(_ line: Int) -> String { reference(ledgerRow + line, 1) }
  /// The other period's spend, each effect on it, the period's spend.
  func bridge(_ line: Int) -> String { reference(bridgeRow + line, 1) }

  /// Spend (1) or net value (2) of all departments.
  func departments(_ column: Int) -> String {
    CellReference.column(
      column, departmentsRow, departmentsRow + max(0, report.review.departments.count - 1), sheet: DataSheet.name)
  }

  /// Columns of the categories.
  enum CategoryColumn: Int, CaseIterable {
    case number, name, key, verdict, target, incumbent, tasks, judged, accepted, measured, time, policy, token, human
    case run, notJudged, licence, noOutcome, noTask, netValue, below, above, spend, oneOff
  }

  /// Columns of the options; those of the contributions follow.
  enum OptionColumn: Int, CaseIterable {
    case number, category, tool, tier, role, tasks, judged, value, token, human, run, net, success, costPerAccepted
    case compared, delta, error, degrees, quantile, hurdle, probability, scope, cash, decisive, why

    static func contribution(_ parameter: BreakEven.Parameter) -> Int {
      allCases.count + (BreakEven.Parameter.allCases.firstIndex(of: parameter) ?? 0)
    }
  }
}
