/// Langfuse's export of traces: sums over their observations.
enum LangfuseTracesFormat {
  static let declaration = SourceFormat(
    name: "langfuse-traces", title: "Langfuse traces CSV", evidence: .seen, grain: .bucket,
    signature: ["id", "timestamp", "name", "totalcost", "observationcount"],
    content: .summary(instead: "Import the export of observations instead; both would count the spend twice."),
    quirks: ["Sums over observations: it is recognised and refused."])
}
