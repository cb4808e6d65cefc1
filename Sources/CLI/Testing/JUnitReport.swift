import Isnad

/// The outcome of tests in the form that continuous integration reads.
struct JUnitReport {
  private let outcomes: [CaseOutcome]

  init(_ outcomes: [CaseOutcome]) { self.outcomes = outcomes }

  var xml: String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites>"]
    let suites = OrderedDictionary(grouping: outcomes, by: \.pipeline)
    for (pipeline, outcomes) in suites {
      let failures = outcomes.filter { !$0.isPassed }.count
      let time = outcomes.reduce(Duration.zero) { $0 + $1.duration }
      lines.append(
        #"  <testsuite name="\#(Self.escaped(pipeline))" tests="\#(outcomes.count)" failures="\#(failures)" errors="0" time="\#(Self.seconds(time))">"#
      )
      for outcome in outcomes {
        let head =
          #"    <testcase classname="\#(Self.escaped(pipeline))" name="\#(Self.escaped(outcome.testCase.name))" file="\#(Self.escaped(outcome.file))" line="\#(outcome.testCase.place.line)" time="\#(Self.seconds(outcome.duration))""#
        if outcome.isPassed {
          lines.append(head + "/>")
        } else {
          let text = Self.escaped(outcome.differences.joined(separator: "\n"))
          let first = Self.escaped(outcome.differences[0])
          lines += [head + ">", #"      <failure message="\#(first)">\#(text)</failure>"#, "    </testcase>"]
        }
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func seconds(_ duration: Duration) -> String {
    let micros = Int((duration / .microseconds(1)).rounded())
    return "\(micros / 1_000_000).\(String(micros % 1_000_000 + 1_000_000).dropFirst())"
  }

  /// XML 1.0 knows no control characters, not even as references.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += "&#\(scalar.value);"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
