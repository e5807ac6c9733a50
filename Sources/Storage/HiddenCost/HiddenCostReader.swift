internal import GRDB
public import TriageModel

extension TriageDatabase {
  /// What the spend of a period hides, in one walk over all stored rows (method 6).
  ///
  /// - Throws: `StorageError.damaged` where a segment does not match its checksum.
  public func hiddenCost(in period: Period) throws(StorageError) -> HiddenCostCells {
    try read { db in try HiddenCostReader(db: db).cells(in: period) }
  }
}

/// Walks all stored rows part by part.
struct HiddenCostReader {
  let db: Database

  func cells(in period: Period) throws -> HiddenCostCells {
    let walk = try UnitReader.Walk(db: db)
    let times = try DatabaseSettings.zone(db, path: "").times(of: period)
    let part = HiddenCostPart(order: try OutcomeOrder(db: db), pricing: try Pricing(db: db), times: times)
    var places = CellSums<PlaceNumbers, HiddenCostCells.Sums>()
    var shapes: [HiddenCostPart.TreeShape: (tasks: Int64, nanos: Int128)] = [:]
    var (orphans, cyclic): (Int64, Int64) = (0, 0)
    try OrderedPipeline.run(
      count: walk.count, prepare: { try walk.job($0) }, work: { try part.run($0) },
      consume: { output in
        for (key, sums) in output.places { places[places.place(key, start: HiddenCostCells.Sums())].add(sums) }
        for (shape, sum) in output.shapes {
          let known = shapes[shape] ?? (0, 0)
          shapes[shape] = (known.tasks + sum.tasks, known.nanos + sum.nanos)
        }
        orphans += output.orphans
        cyclic += output.cyclic
      })
    let names = try NameTexts(db)
    let ordered = places.all.sorted { left, right in
      let a = (names.rank(Int64(left.0.category)), names.rank(Int64(left.0.department)))
      return a < (names.rank(Int64(right.0.category)), names.rank(Int64(right.0.department)))
    }
    return HiddenCostCells(
      places: ordered.map { place, sums in
        (SpendUnits.Place(department: names[Int64(place.department)], category: names[Int64(place.category)]), sums)
      },
      shapes: shapes.sorted { ($0.key.depth, $0.key.fanOut) < ($1.key.depth, $1.key.fanOut) }.map { shape, sum in
        HiddenCostCells.Shape(
          depth: shape.depth, fanOut: shape.fanOut, tasks: sum.tasks, spend: Money(nanos: sum.nanos))
      },
      orphans: orphans, cyclic: cyclic)
  }
}
