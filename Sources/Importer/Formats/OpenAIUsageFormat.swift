/// OpenAI's usage export: buckets of a minute or a day by project, user, key and model.
enum OpenAIUsageFormat {
  /// Parts of the counts that are read, by kind of content.
  private static let splits = ["input", "input_cached", "input_uncached", "output"].flatMap { count in
    ["text", "audio", "image"].map { "\(count)_\($0)_tokens" }
  }

  static let declaration = SourceFormat(
    name: "openai-usage", title: "OpenAI usage CSV", evidence: .seen, grain: .bucket,
    signature: ["start_time", "start_time_iso", "model", "num_model_requests", "input_tokens", "output_tokens"],
    absent: ["amount_value"],
    unread: ["end_time", "end_time_iso"] + splits,
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .parts([
          "project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "batch/service_tier",
        ]),
        time: .shaped(.epochSeconds, "start_time"), bucketEnd: "end_time", timeAgain: "start_time_iso",
        model: "model", provider: .always("openai"), worker: "user_id", department: "project_id",
        input: ["input_tokens"], cached: ["input_cached_tokens"],
        output: ["output_tokens"],
        requests: "num_model_requests",
        traits: TraitFields(modes: ["batch", "service_tier", "batch/service_tier"]))),
    skips: [SkipRule(condition: .blank(["model", "num_model_requests", "input_tokens"]), what: "empty buckets")],
    identities: [
      IdentityRule(total: "input_tokens", parts: ["input_cached_tokens", "input_uncached_tokens"])
    ],
    quirks: [
      "input_tokens includes input_cached_tokens; input_uncached_tokens is the difference and is checked.",
      "Empty buckets are rows with only the first four columns, whether the others are blank or missing.",
      "Counts are written as 3.0.",
      "A bucket ends after it starts and within 31 days, and its two starts are one day; buckets do not lie over each other.",
      "Several rows share a bucket; a row's id is its bucket, project, user, key, model and tier.",
      "A bucket that was still open when it was exported comes again with other counts: import with --on-conflict replace.",
      "batch and service_tier name batch, flex and priority use, which have prices of their own.",
      "There is no cost in the file: the price book computes it.",
    ],
    shortRow: ["start_time", "end_time", "start_time_iso", "end_time_iso"])
}
