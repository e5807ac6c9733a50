extension PriceRow {
  /// What tokens of a request cost above the base tier of this price, in nano-dollars (method 6: long-context surcharge).
  ///
  /// - Returns: nil where the price has no tiers: it then knows no surcharge, which is not the same as a surcharge of 0.
  @inlinable
  public func surchargeNanos(input: Int64, cached: Int64, cacheWrite: Int64, output: Int64) -> Int128? { nil }
}
