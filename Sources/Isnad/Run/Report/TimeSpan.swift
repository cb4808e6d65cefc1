/// A time as people say it.
package enum TimeSpan {
  /// `40 s`, `5 min`, `3 h`, `12 days`.
  package static func text(_ seconds: Double) -> String {
    let seconds = max(0, min(seconds, 1e12))
    switch seconds {
    case ..<90: return "\(Int(seconds)) s"
    case ..<5_400: return "\(Int((seconds / 60).rounded())) min"
    case ..<172_800: return "\(Int((seconds / 3_600).rounded())) h"
    default: return "\(Int((seconds / 86_400).rounded())) days"
    }
  }
}
