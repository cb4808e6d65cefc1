import Isnad
import IsnadArabic

/// Reads ranges and scores: من 3 إلى 5 ملايين دولار، بين 10 و20، 3-1.
struct RangeParser {
  let words: TokenWords
  let quantities: QuantityParser
  let dates: DateRangeParser

  func parse(at index: Int) -> FoundNumber? {
    let tokens = words.tokens
    if tokens[index].kind == .word {
      // من is everywhere: only before what may be a number is it looked at.
      guard index + 1 < words.limit, words.means(index) || words.mayOpen(index + 1) else {
        return nil
      }
      if let first = RangeJoint.afterBetween(index, words) {
        return dates.parse(at: index) ?? bounds(from: index, at: first, .between)
      }
      if words.has(index, .from) {
        return dates.parse(at: index) ?? bounds(from: index, at: index + 1, .to)
      }
    }
    guard tokens[index].kind == .number || words.means(index) else { return nil }
    return score(at: index) ?? dates.parse(at: index)
      ?? (tokens[index].kind == .number ? dates.times(words.start(index), index, .dashOrTo) : nil)
  }

}
