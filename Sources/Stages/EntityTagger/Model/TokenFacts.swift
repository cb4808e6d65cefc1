import Isnad
import IsnadArabic

/// What features of several tokens together look at.
struct TokenGist {
  var word: UInt64
  var flags: UInt16
  var coarse: UInt16
  var shape: UInt8
  var phrase: UInt8 = 0
}

/// What the model may see of one token; its neighbours' features are made of it too.
struct TokenFacts {
  static let mostLetters = 4

  /// Of a place outside the sentence, which is a word of its own.
  var word: UInt64 = 1
  /// The word without clitics and article.
  var bare: UInt64 = 1
  /// Bytes of them in front of it.
  var bareStart: UInt8 = 0
  /// Hashes of the first letters, from one on, and how many there are.
  var prefixes = InlineArray<4, UInt64>(repeating: 0)
  var prefixCount = 0
  /// The same of the last letters.
  var suffixes = InlineArray<4, UInt64>(repeating: 0)
  var suffixCount = 0
  var coarse: UInt16
  var fine: UInt16
  var flags: UInt16 = 0
  var stripped: UInt8 = 0
  /// Kind, script, article, and whether a line begins.
  var shape: UInt8 = 255
  /// What the longest phrase of the lexicon says: 0 for nothing.
  var phrase: UInt8 = 0

  var gist: TokenGist {
    TokenGist(word: word, flags: flags, coarse: coarse, shape: shape, phrase: phrase)
  }

  /// A token outside the sentence: nothing but its class, where there is one.
  init(outside index: Int, _ words: NameWords, _ classes: WordClasses) {
    (coarse, fine) = classes(of: index, words)
  }

  init(_ index: Int, _ words: NameWords, _ classes: WordClasses, isFirst: Bool) {
    (coarse, fine) = classes(of: index, words)
    let token = words.tokens[index]
    word = token.fingerprint
    flags = words[index].flags.rawValue
    stripped = words[index].stripped
    shape = Self.shape(token, hasArticle: words.hasArticle(index))
    if isFirst || token.flags.contains(.lineBefore) { shape |= Self.beginsLine }
    readLetters(token.form, words.tokens, clitics: max(Int(stripped), words.certainClitics(index)))
  }

  /// Kind, script and article.
  @inline(__always)
  static func shape(_ token: Token, hasArticle: Bool) -> UInt8 {
    token.kind.rawValue << 3 | (hasArticle ? 2 : 0) | (token.flags.contains(.latin) ? 1 : 0)
  }

  static let beginsLine: UInt8 = 4

  private mutating func readLetters(_ form: TextSpan, _ tokens: Tokens, clitics: Int) {
    let forms = tokens.forms.span
    var start = form.start + clitics
    if Clitics.hasArticle(forms, start, form.end) { start += 4 }
    bareStart = UInt8(start - form.start)
    bare = Fingerprint.of(forms, from: start, to: form.end)
    var hash = Fingerprint.seed
    var place = form.start
    while place < form.end, prefixCount < Self.mostLetters {
      repeat {
        hash = Fingerprint.step(hash, forms[place])
        place += 1
      } while place < form.end && forms[place] & 0xC0 == 0x80
      prefixes[prefixCount] = hash ^ UInt64(prefixCount + 1)
      prefixCount += 1
    }
    place = form.end
    while place > form.start, suffixCount < Self.mostLetters {
      repeat { place -= 1 } while place > form.start && forms[place] & 0xC0 == 0x80
      suffixes[suffixCount] = Fingerprint.of(forms, from: place, to: form.end) ^ UInt64(suffixCount + 1)
      suffixCount += 1
    }
  }
}
