/// When a report works out caps.
public enum CapRequest {
  /// Requests in the database up to which nobody has to ask: the walk over them takes no time that anyone would notice.
  public static let freeRequests: Int64 = 200_000
}
