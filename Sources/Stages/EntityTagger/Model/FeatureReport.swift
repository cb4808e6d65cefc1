import Isnad
import IsnadArabic

/// What the model saw in a name, in words, the strongest first: for `isnad why`.
struct FeatureReport {
  private static let most = 5

  let decoder: TaggerDecoder
  let words: NameWords
  let sentence: Range<Int>
  let mention: Range<Int>
  let label: String

  var lines: [String] {
    let reasons = decoder.reasons(words, in: sentence, for: mention, label: label)
    var families: [String: Float] = [:]
    for (template, weight) in reasons { families[meaning(of: template), default: 0] += weight }
    let strongest = families.filter { $0.value > 0 }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    return strongest.prefix(Self.most).map { meaning, weight in
      "for \(label) the model found: \(meaning) +\(Self.tenths(weight))"
    }
  }

  private static func tenths(_ value: Float) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The templates of ``TaggerFeatures``, by what a reader would call them.
  private func meaning(of template: UInt8) -> String {
    let (before, after) = (word(mention.lowerBound - 1), word(mention.upperBound))
    return switch template {
    case 0: "how often there is such a name"
    case 1, 32, 35: "the word itself"
    case 2, 33: "the word before it\(before)"
    case 3, 34: "the word behind it\(after)"
    case 4: "the word before the last one"
    case 5: "the word after the next one"
    case 6: "it together with the word before it\(before)"
    case 7: "it together with the word behind it\(after)"
    case 8..<12: "its first letters"
    case 12..<16: "its last letters"
    case 16..<24: "the letters of the word before it\(before)"
    case 24..<32: "the letters of the word behind it\(after)"
    case 40..<56, 88, 91, 92: "what the lexicon says of it"
    case 56..<72, 89: "what the lexicon says of the word before it\(before)"
    case 72..<88, 90: "what the lexicon says of the word behind it\(after)"
    case 93..<96: "article, script and place in the line"
    case 96, 97: "the class of words to which it belongs"
    case 98, 99, 102: "the class of the word before it\(before)"
    default: "the class of the word behind it\(after)"
    }
  }

  private func word(_ index: Int) -> String {
    sentence.contains(index) ? " (\u{2068}\(words.tokens.form(index))\u{2069})" : ""
  }
}
