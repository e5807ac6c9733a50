internal import TriageModel

/// FOCUS cost and usage data, versions 1.0 to 1.4: billed amounts of a cloud.
enum FOCUSFormat {
  static let declaration = SourceFormat(
    name: "focus", title: "FOCUS CSV", evidence: .seen, grain: .bucket,
    signature: ["billedcost", "billingcurrency", "chargecategory", "chargeperiodstart", "chargeperiodend"],
    unread: [
      "effectivecost", "contractedcost", "billingaccountname", "billingperiodstart", "billingperiodend",
      "chargefrequency", "consumedquantity", "consumedunit", "pricingquantity", "pricingunit", "subaccountname",
      "servicesubcategory", "resourcename", "resourcetype", "regionname",
      "pricingcurrency", "hostprovidername", "contractapplied", "chargedescription", "listunitprice",
      "contractedunitprice",
    ],
    zone: .utc,
    content: .invoice(
      InvoiceFields(
        // What a provider fills in or writes anew in a later delivery of the same charges is no part of it: invoice,
        // description, tags, unit prices. Lines that differ in nothing else are told apart by their number.
        key: .parts([
          "billingaccountid", "subaccountid", "chargecategory", "chargeclass", "servicename", "skuid", "skumeter",
          "skupriceid", "pricingcategory", "resourceid", "regionid", "availabilityzone", "commitmentdiscountid",
          "allocatedmethodid", "allocatedresourceid", "serviceprovidername", "providername", "publishername",
          "invoiceissuername",
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
      "A later delivery may fill in or change invoice, description, tags and unit prices, or write times in another way: its "
        + "lines are known again by account, service, SKU, resource, region and start. An export cut by tag or by invoice "
        + "into several files has to be put together first, as lines of equal amounts in two files are one line.",
    ],
    datedColumns: ["billingperiodstart", "billingperiodend"], hasEqualRows: true)
}
