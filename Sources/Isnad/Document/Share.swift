/// Shares as they are written: a stage may have computed one that is no number, or one beyond its bounds.
extension Double {
  /// The thousandths of a share from 0 to 1; what lies outside is taken to the nearer end, what is no number to 0.
  public var thousandths: Int { isNaN ? 0 : Int((Swift.min(Swift.max(self, 0), 1) * 1000).rounded()) }

  /// The same in per cent, for people.
  public var percent: Int { isNaN ? 0 : Int((Swift.min(Swift.max(self, 0), 1) * 100).rounded()) }
}
