/// Langfuse's export of observations.
enum LangfuseObservationsFormat {
  static let declaration = SourceFormat(
    name: "langfuse-observations", title: "Langfuse observations CSV", evidence: .seen, grain: .request,
    signature: ["id", "traceid", "starttime", "type", "usagedetails", "totalcost"],
    unread: [
      "endtime", "projectid", "environment", "statusmessage", "version", "internalmodelid", "promptid", "promptname",
      "promptversion", "latency", "timetofirsttoken", "providedusagedetails", "providedcostdetails",
      "input", "output", "metadata", "traceid", "tracetags", "tracetimestamp", "modelid", "inputprice", "outputprice",
      "totalprice", "name",
    ],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .column("id"),
        time: .iso("starttime"),
        model: ["providedmodelname", "model"], worker: "userid", category: "tracename", task: "traceid",
        parent: "parentobservationid",
        map: .langfuse("usagedetails"),
        cost: MoneyRule("totalcost", .json("costdetails", "total"), hasExponent: true),
        status: StatusRule(column: "level", ok: ["default", "debug", "warning"], errors: ["error"]))),
    skips: [
      SkipRule(
        condition: .holds("type", ["span", "event", "agent", "tool", "chain", "retriever", "guardrail"]),
        what: "observations that are no generation", cost: ["totalcost", .json("costdetails", "total")]),
      SkipRule(
        condition: .blank(["providedmodelname", "model"]), what: "observations without a model",
        cost: ["totalcost", .json("costdetails", "total")]),
    ],
    quirks: [
      "Usage is JSON in a cell; its kinds are apart by design and added up, unless its total shows that input and output include them.",
      "A kind that is not known, or a total that the kinds do not make, is an error of the row.",
      "The cost is totalCost; where that is blank, the total of costDetails.",
      "Only generations are counted: the spans above them would count their cost again.",
      "The export of traces holds the same spend once more: import one of the two.",
      "A generation with just the tokens of the generations below it in the file, and no other model or cost, holds them once more and is passed over; any other counts. Where they lie in several files, the one that completes such a sum is refused.",
      "The trace is the task, its name the category; input and output texts are never stored.",
    ],
    hasFreeColumns: true, parentsMayInclude: true)
}
