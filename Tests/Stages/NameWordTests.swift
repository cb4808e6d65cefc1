import Isnad
import IsnadArabic
import Testing

@testable import IsnadStages

@Suite struct NameWordTests {
  /// What is remembered of a word is what the lexicon says, also of one whose place another one has taken
  /// meanwhile; على and علي have the same letters in match form.
  @Test func whatIsRememberedIsWhatTheLexiconSays() throws {
    let lexicon = try NameLexicon.embedded.get()
    let articles = [
      "قال علي على الطريق إن سامي ولعبد الله وبايدن لدمشق Ali", "على علي للأمم المتحدة، بن عبد العزيز 12",
      // More words than it remembers.
      (0..<40_000).map { Self.word($0) }.joined(separator: " "),
    ]
    var memo = NameMemo()
    for article in articles + articles {
      let tokens = Tokenizer()(SourceText(article))
      let words = NameWords(tokens, lexicon, .own, &memo)
      for index in 0..<tokens.count where tokens[index].kind == .word {
        #expect(words[index] == NameWord.find(tokens[index], tokens.forms.span, lexicon, .own))
      }
    }
  }

  /// A word for each number, of six letters.
  private static func word(_ number: Int) -> String {
    let letters = Array("ابتثجحخدذر")
    return String((0..<6).map { letters[number / [1, 10, 100, 1000, 10_000, 100_000][$0] % 10] })
  }

  @Test func wordsHaveTheirRoles() throws {
    let tokens = Tokenizer()(SourceText("عبد بن الثاني مدينة وبمدينة لدمشق كتاب"))
    let words = NameWords(tokens, try NameLexicon.embedded.get())
    let roles = (0..<tokens.count).map { words[$0].roles }
    #expect(roles[0].isSuperset(of: [.prefix, .connector]) && !roles[0].contains(.filiation))
    #expect(roles[1].isSuperset(of: [.connector, .filiation]))
    #expect(roles[2].contains(.regnal) && roles[3].contains(.placeHead))
    #expect(roles[5].contains(.behindClitics))
    #expect(roles[6].isDisjoint(with: [.prefix, .connector, .filiation, .regnal, .placeHead]))
  }
}
