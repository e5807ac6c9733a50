internal import TriageModel

/// FOCUS cost and usage data, versions 1.0 to 1.4: billed amounts of a cloud.
enum FOCUSFormat {
  static let declaration = SourceFormat(
    name: "focus", title: "FOCUS CSV", evidence: .seen, grain: .bucket,
    signature: ["billedcost", "billingcurrency", "chargecategory", "chargeperiodstart", "chargeperiodend"],
    unread: [
      "effectivecost", "contractedcost", "billingaccountname", "billingperiodend",
      "chargefrequency", "consumedquantity", "consumedunit", "pricingquantity", "pricingunit", "subaccountname",
      "servicesubcategory", "resourcename", "resourcetype", "regionname",
      "pricingcurrency", "hostprovidername", "contractapplied", "chargedescription", "listunitprice",
      "contractedunitprice",
    ],
    zone: .utc,
    content: .invoice(
      InvoiceFields(
        // What a provider writes anew in a later delivery of the same charges is no part of it: description and unit
        // prices. Lines that differ in nothing else are told apart by their number. Where invoice or tags were filled
        // in since, the sums of the days tell that the charges are the same.
        key: .parts([
          "invoiceid", "billingaccountid", "billingperiodstart", "subaccountid", "chargecategory", "chargeclass",
          "servicename", "skuid", "skumeter", "skupriceid", "pricingcategory", "resourceid", "regionid",
          "availabilityzone", "commitmentdiscountid", "allocatedmethodid", "allocatedresourceid", "tags",
          "serviceprovidername", "providername", "publishername", "invoiceissuername",
        ]),
        start: .shaped(.monthFirst, "chargeperiodstart"), end: .time(.shaped(.monthFirst, "chargeperiodend")),
        provider: ["serviceprovidername", "providername", "publishername", "invoiceissuername"],
        model: TextRule(columns: [.json("skupricedetails", "ModelId"), .json("tags", "model")]),
        invoice: "invoiceid",
        amount: MoneyRule("billedcost", hasExponent: true, currency: "billingcurrency"),
        list: MoneyRule("listcost", hasExponent: true),
        kind: ChargeKindRule(
          column: "chargecategory",
          words: [
            "usage": .usage, "credit": .credit, "tax": .tax, "purchase": .purchase, "adjustment": .adjustment,
          ]))),
    skips: [
      SkipRule(
        condition: .holdsOther("servicecategory", ["ai and machine learning"]),
        what: "charges of other services than AI and Machine Learning")
    ],
    quirks: [
      "BilledCost is read, which matches the invoice; EffectiveCost spreads commitments over time and does not.",
      "Credits are rows of their own with negative amounts; taxes and purchases are kept apart from usage.",
      "Rows of other services are passed over and counted; a blank service category is read.",
      "The model is ModelId of SkuPriceDetails, or the tag \"model\"; SkuMeter names the kind of token alone.",
      "1.4 has no ProviderName: ServiceProviderName, and before it PublisherName or InvoiceIssuerName, names the provider.",
      "Columns that begin with x_ are the vendor's own and are not read.",
      "Numbers may have spaces around them, dates may be 5/1/25 or ISO, without zone UTC; --date-order dmy reads 1/5/25 as the first of May.",
      "Charges have no id: the second line that is like one above counts beside it, and the order of such lines does not matter.",
      "A later delivery may change descriptions and unit prices, or write times in another way: its lines are known again. "
        + "One that fills in or changes invoices, tags, resources or accounts has other lines; it is refused where the sums "
        + "of its days are there already, and the earlier one is to be taken back first.",
    ],
    datedColumns: ["billingperiodstart", "billingperiodend"], hasEqualRows: true)
}
