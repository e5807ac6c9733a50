/// FOCUS cost and usage data, versions 1.0 to 1.4: billed amounts of a cloud.
enum FOCUSFormat {
  static let declaration = SourceFormat(
    name: "focus", title: "FOCUS CSV", evidence: .seen, grain: .bucket,
    signature: ["billedcost", "effectivecost", "chargeperiodstart", "billingcurrency", "servicename"],
    content: .invoice(
      instead:
        "Import the usage behind it instead: the provider's usage export, a gateway's log, Bedrock's invocation log."),
    quirks: ["A bill, not usage: it is recognised and refused."])
}
