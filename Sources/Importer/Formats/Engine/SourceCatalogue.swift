/// The formats that are told by their header.
public enum SourceCatalogue {
  /// In the order in which they are listed.
  public static let formats: [SourceFormat] = [
    OpenAIUsageFormat.declaration, OpenAICostFormat.declaration, AnthropicUsageFormat.declaration,
    AnthropicCostFormat.declaration, ClaudeSpendFormat.declaration, OpenRouterFormat.declaration,
    LiteLLMSpendLogsFormat.declaration, LiteLLMDailyFormat.declaration, LangfuseObservationsFormat.declaration,
    LangfuseTracesFormat.declaration, HeliconeFormat.declaration, CursorFormat.declaration, CopilotFormat.declaration,
    CopilotLegacyFormat.declaration, DeepSeekAmountFormat.declaration, DeepSeekCostFormat.declaration,
    FOCUSFormat.declaration, JiraFormat.declaration, ZendeskFormat.declaration, ServiceNowFormat.declaration,
    LangfuseScoresFormat.declaration, PromptfooFormat.declaration, BedrockLogFormat.declaration,
    LiteLLMSpendLogsJSONFormat.declaration,
    LangfuseObservationsJSONFormat.declaration, CCUsageFormat.declaration, CCUsageDataFormat.declaration,
    OTelSpansFormat.declaration, OTelSpansFormat.lines,
    GitHubPullsFormat.declaration, GitHubIssuesFormat.declaration,
  ]

  public static func format(named name: String) -> SourceFormat? { formats.first { $0.name == name } }
}
