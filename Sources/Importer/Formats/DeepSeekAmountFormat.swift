/// The file amount-….csv of DeepSeek's export: a row for each kind of token.
enum DeepSeekAmountFormat {
  static let declaration = SourceFormat(
    name: "deepseek-amount", title: "DeepSeek amount CSV", evidence: .seen, grain: .bucket,
    signature: ["user_id", "start_time_iso", "model", "type", "amount"],
    absent: ["wallet_type", "cost"],
    unread: ["end_time_iso", "price"],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .parts(["user_id", "api_key", "api_key_name", "model", "type"]),
        time: .iso("start_time_iso"), bucketEnd: "end_time_iso",
        model: "model", provider: .always("deepseek"), department: "api_key_name",
        long: LongRule(
          kind: "type", amount: "amount",
          buckets: [
            "input_cache_hit_tokens": .cached, "input_cache_miss_tokens": .fresh, "output_tokens": .output,
            "request_count": .requests,
          ]),
        traits: TraitFields(isAggregated: true))),
    quirks: [
      "Each kind of token is a row of its own, and so is the number of requests.",
      "Hit and miss are apart; together they are the input.",
      "Days are those of the offset that is written with them.",
      "price times amount is not the cost, which is in cost-….csv and may be in CNY: the price book computes it.",
    ])
}
