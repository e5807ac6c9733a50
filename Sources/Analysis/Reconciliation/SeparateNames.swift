import TriageModel

/// Says which names of the policy's `separate_providers` keep nothing apart: one that no bill and no usage has looks like
/// one that does.
struct SeparateNames {
  /// As the policy has them.
  let names: Set<String>
  /// Providers of usage and bills.
  let known: Set<String>

  init(names: Set<String>, known: Set<String>) {
    self.names = names
    self.known = known
  }

  init(_ policy: Policy, _ material: ReviewMaterial) {
    self.init(
      names: policy.separateProviders,
      known: Set(material.models.compactMap(\.provider) + material.invoices.map(\.provider)))
  }

  /// A note; none where every name is known and beside another one.
  var checks: [QualityCheck] {
    guard !names.isEmpty else { return [] }
    let spelt = Set(known.map { $0.lowercased() })
    let unknown = names.filter { !spelt.contains($0.lowercased()) }.sorted()
    guard !unknown.isEmpty || names.count == 1 else { return [] }
    let listed = unknown.prefix(5).map(quoted).joined(separator: ", ") + (unknown.count > 5 ? " and more" : "")
    let result =
      unknown.isEmpty
      ? "The policy's separate_providers names \(names.map(quoted).joined()) alone."
      : "No usage of the period and no bill is of \(listed), which the policy's separate_providers names."
    let meant = unknown.prefix(5).compactMap { name in
      NearestName.find(name, among: known.filter { !names.contains($0) }.sorted()).map {
        "did you mean \(quoted($0)) for \(quoted(name))?"
      }
    }
    let effect =
      unknown.isEmpty
      ? "It keeps nothing apart: name both providers that are two."
      : "Such a name keeps nothing apart" + (meant.isEmpty ? "." : ": " + meant.joined(separator: " "))
    return [QualityCheck(key: "separate-providers", status: .note, result: result, effect: effect)]
  }

  private func quoted(_ name: String) -> String { "`\(PrintableText.cut(name, limit: 40))`" }
}
