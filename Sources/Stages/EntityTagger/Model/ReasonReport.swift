import Isnad
import IsnadArabic
import IsnadText

/// What the model saw in a name, in words, the strongest first: for `isnad why`.
struct ReasonReport {
  private static let most = 5

  let model: any NameModel
  let words: NameWords
  let text: SourceText
  let sentences: [Range<Int>]
  let mention: Range<Int>
  let label: String

  var lines: [String] {
    let reasons = model.reasons(words, of: text, sentences, for: mention, label: label)
    let named = reasons.filter { $0.value > 0 }.map { (meaning: meaning(of: $0.key), weight: $0.value) }
    let strongest = named.sorted { ($0.weight, $1.meaning) > ($1.weight, $0.meaning) }
    return strongest.prefix(Self.most).map { meaning, weight in
      "for \(label) the model found: \(meaning) +\(Self.tenths(weight))"
    }
  }

  private static func tenths(_ value: Float) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func meaning(of reason: NameReason) -> String {
    let (before, after) = (word(mention.lowerBound - 1), word(mention.upperBound))
    return switch reason {
    case .frequency: "how often there is such a name"
    case .word: "the word itself"
    case .wordBefore: "the word before it\(before)"
    case .wordBehind: "the word behind it\(after)"
    case .beforeLast: "the word before the last one"
    case .afterNext: "the word after the next one"
    case .withBefore: "it together with the word before it\(before)"
    case .withBehind: "it together with the word behind it\(after)"
    case .firstLetters: "its first letters"
    case .lastLetters: "its last letters"
    case .lettersBefore: "the letters of the word before it\(before)"
    case .lettersBehind: "the letters of the word behind it\(after)"
    case .lexicon: "what the lexicon says of it"
    case .lexiconBefore: "what the lexicon says of the word before it\(before)"
    case .lexiconBehind: "what the lexicon says of the word behind it\(after)"
    case .shape: "article, script and place in the line"
    case .wordClass: "the class of words to which it belongs"
    case .classBefore: "the class of the word before it\(before)"
    case .classBehind: "the class of the word behind it\(after)"
    case .sentenceBefore: "what stands before its sentence"
    }
  }

  private func word(_ index: Int) -> String {
    guard let sentence = sentences.first(where: { $0.contains(mention.lowerBound) }), sentence.contains(index)
    else { return "" }
    return " (\u{2068}\(words.tokens.form(index))\u{2069})"
  }
}
