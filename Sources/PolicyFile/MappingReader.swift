public import TriageModel

/// Reads a mapping file: how somebody's own CSV becomes canonical rows.
public enum MappingReader {
  private static let keys = [
    "kind", "name", "grain", "zone", "time", "money", "tokens_per_unit", "apart", "key", "columns", "success_words",
    "failure_words",
  ]

  /// Reads a mapping from the bytes of a file, which must be UTF-8.
  ///
  /// - Throws: `PolicyError` with all problems of the file at once.
  public static func read(bytes: [UInt8], file: String) throws(PolicyError) -> SourceMapping {
    let root = try PolicyReader.root(bytes: bytes, file: file)
    var reader = ValueReader(file: file)
    var mapping = SourceMapping()
    let fields = reader.fields(root, "", known: keys) ?? [:]
    if let value = fields["kind"], let kind = reader.choice(value, "kind", as: SourceMapping.Kind.self) {
      mapping.kind = kind
    }
    if let value = fields["name"], let name = reader.text(value, "name") { mapping.name = name }
    if let value = fields["grain"], let grain = reader.choice(value, "grain", as: SourceMapping.Grain.self) {
      mapping.grain = grain
    }
    if let value = fields["zone"], let zone = reader.choice(value, "zone", as: SourceMapping.Zone.self) {
      mapping.zone = zone
    }
    if let value = fields["time"], let time = reader.choice(value, "time", as: SourceMapping.Time.self) {
      mapping.time = time
    }
    if let value = fields["money"], let money = reader.choice(value, "money", as: SourceMapping.MoneyUnit.self) {
      mapping.money = money
    }
    if let value = fields["tokens_per_unit"], let nanos = reader.decimal(value, "tokens_per_unit", scale: 9) {
      let (count, rest) = nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
      if rest == 0, (1...1_000_000).contains(count) {
        mapping.tokensPerUnit = count
      } else {
        reader.outOfRange(value, "tokens_per_unit", "must be a whole number from 1 to 1,000,000")
      }
    }
    for (index, item) in (fields["apart"].flatMap { reader.list($0, "apart", of: "columns") } ?? []).enumerated() {
      if let part = reader.choice(item, "apart[\(index + 1)]", as: SourceMapping.Part.self) {
        mapping.apart.insert(part)
      }
    }
    mapping.key = texts(fields["key"], "key", &reader).map { $0.lowercased() }
    if fields["success_words"] != nil {
      mapping.successWords = texts(fields["success_words"], "success_words", &reader)
    }
    if fields["failure_words"] != nil {
      mapping.failureWords = texts(fields["failure_words"], "failure_words", &reader)
    }
    readColumns(fields["columns"], &mapping, &reader)
    if !reader.problems.isEmpty { throw .invalid(reader.problems) }
    return mapping
  }

  private static func texts(_ value: PolicyValue?, _ path: String, _ reader: inout ValueReader) -> [String] {
    guard let value, let items = reader.list(value, path, of: "texts") else { return [] }
    var texts: [String] = []
    for (index, item) in items.enumerated() {
      if let text = reader.text(item, "\(path)[\(index + 1)]") { texts.append(text) }
    }
    return texts
  }

  private static func readColumns(
    _ value: PolicyValue?, _ mapping: inout SourceMapping, _ reader: inout ValueReader
  ) {
    if let value {
      let known = SourceMapping.canonicalColumns(mapping.kind)
      for (name, entry) in reader.fields(value, "columns", known: known) ?? [:] {
        mapping.columns[name] = column(entry, "columns.\(name)", &reader)
      }
    }
    let isKeyMissing = mapping.kind == .usage && mapping.key.isEmpty && mapping.columns["request_id"] == nil
    let missing = SourceMapping.requiredColumns(mapping.kind).filter { mapping.columns[$0] == nil }
    for part in SourceMapping.Part.allCases where mapping.apart.contains(part) && mapping.columns[part.rawValue] == nil
    {
      reader.report(
        "missing-column", "columns.\(part.rawValue)", "is counted apart, and no column holds it",
        remedy: "Name the column that holds it, or take it out of `apart`.")
    }
    for name in missing + (isKeyMissing ? ["request_id"] : []) {
      reader.report(
        "missing-column", "columns.\(name)", "no row is complete without it",
        remedy: name == "request_id"
          ? "Name the column with the id, or under `key` the columns that identify a row together."
          : "Name the column that holds it.")
    }
  }

  /// A name, a list of names, or a mapping of `column` or `columns`, `match` and `constant`.
  private static func column(
    _ value: PolicyValue, _ path: String, _ reader: inout ValueReader
  ) -> SourceMapping.Column {
    var column = SourceMapping.Column()
    switch value.content {
    case .scalar: column.columns = reader.text(value, path).map { [$0.lowercased()] } ?? []
    case .list: column.columns = texts(value, path, &reader).map { $0.lowercased() }
    case .mapping:
      let fields = reader.fields(value, path, known: ["column", "columns", "match", "constant"]) ?? [:]
      if let single = fields["column"], let text = reader.text(single, "\(path).column") {
        column.columns = [text.lowercased()]
      }
      column.columns += texts(fields["columns"], "\(path).columns", &reader).map { $0.lowercased() }
      if let match = fields["match"] { column.match = reader.text(match, "\(path).match") }
      if let constant = fields["constant"] { column.constant = reader.text(constant, "\(path).constant") }
    }
    return column
  }
}
