/// The spend export of Claude Team and Enterprise: one row per user, product and model for the whole time asked for.
enum ClaudeSpendFormat {
  static let declaration = SourceFormat(
    name: "claude-spend", title: "Claude Team/Enterprise spend CSV", evidence: .seen, grain: .range,
    signature: ["user_email", "product", "model", "total_requests", "total_prompt_tokens", "total_completion_tokens"],
    unread: ["model family", "(model family)"],
    content: .usage(
      UsageFields(
        key: .parts(["user_email", "product", "model"]), keyInstead: ("account_uuid", of: "user_email"),
        time: .period,
        model: "model", provider: .always("anthropic"), worker: "user_email", category: .none,
        input: ["total_prompt_tokens"], output: ["total_completion_tokens"],
        cost: MoneyRule("total_net_spend_usd", isWritten: true, gross: "total_gross_spend_usd", isAtMostGross: true),
        requests: "total_requests")),
    quirks: [
      "The file has no dates: --period says what it covers, and its rows count in its first month.",
      "A user is known again by account_uuid where it is there: the e-mail address can change.",
      "total_prompt_tokens holds all input; the cached part is not given.",
      "Beside the Console's usage export, --set provider=claude-team keeps what a bill of its own charges out of the Console's bill.",
      "Net spend is taken; on seat plans it is what goes beyond the seats: no net beside a gross spend is paid by the seat.",
    ])
}
