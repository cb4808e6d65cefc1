import Isnad

/// A web page as an article.
struct WebPage {
  /// Languages that are written in Arabic letters.
  static let arabicScript: Set<String> = ["ar", "fa", "ur", "ku", "ckb", "ps", "sd", "ug", "prs", "az"]

  /// The article's paragraphs, with an empty line between them.
  let text: String
  /// Nil for a text that is no page.
  let metadata: PageMetadata?

  /// - Parameters:
  ///   - bytes: the page as it came.
  ///   - declared: the encoding that its answer named, or the pipeline.
  init(_ bytes: [UInt8], declared: String?) {
    self.init(html: Self.decoded(bytes, declared: declared))
  }

  /// A text without markup.
  init(plain text: String) {
    self.text = text
    metadata = nil
  }

  init(html: String) {
    let tree = HTMLTree(html)
    let names = PageNames(tree)
    let metadata = PageMetadata(tree, names)
    self.metadata = metadata
    text = Self.chosen(PageBody(tree, names, title: metadata.title).blocks.map(\.text), metadata.body ?? "")
  }

  /// Whether a type of content is that of a page.
  static func isText(_ type: String?) -> Bool {
    guard let type = type?.lowercased() else { return false }
    return ["text/html", "application/xhtml+xml", "text/plain"].contains { type.hasPrefix($0) }
  }

  /// The charset of a `Content-Type`.
  static func charset(_ type: String?) -> String? {
    guard let type, let mark = type.lowercased().firstRange(of: "charset=") else { return nil }
    let name = type[mark.upperBound...].drop { "\"' ".contains($0) }
    return String(name.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
  }

  /// Bytes that are UTF-8 are taken for that, whatever is declared; others for what the answer or the page
  /// says, unless they say UTF-8, and else for what they look like. Places that make no sense become U+FFFD,
  /// as in a browser.
  static func decoded(_ bytes: [UInt8], declared: String?) -> String {
    // What holds no NUL is not UTF-16, whose markup is full of them.
    let isValid = UTF8Validation.firstInvalidOffset(in: bytes.span) == nil
    if isValid, !bytes.contains(0) { return String(decoding: bytes, as: UTF8.self) }
    let head = Array(bytes.prefix(1 << 16))
    let guess = TextEncoding.guess(head)
    if [.utf16le, .utf16be, .utf32le, .utf32be].contains(guess) {
      return Transcoder.text(of: bytes, in: guess.rawValue) ?? String(decoding: bytes, as: UTF8.self)
    }
    if isValid { return String(decoding: bytes, as: UTF8.self) }
    let isArabic = guess == .windows1256 || guess == .iso8859_6
    let names = [declared, Self.declaration(head)].compactMap { $0.map(EncodingLabel.name) }.filter {
      // Servers and editors of the west say theirs of all that they hold.
      !$0.hasPrefix("utf") && !(isArabic && EncodingLabel.isWestern($0))
    }
    if guess != .utf8 || !TextEncoding.isMostlyUTF8(bytes) {
      for name in names + [guess.rawValue] where name != TextEncoding.utf8.rawValue {
        if let text = Transcoder.text(of: bytes, in: name) { return text }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The charset in `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
  private static func declaration(_ head: [UInt8]) -> String? {
    let text = String(decoding: head.prefix(8192).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    return charset(text)
  }

  /// The page's own word for its body has no paragraphs and may be a teaser; where what was found in the page
  /// says the same, that is taken, without paragraphs of which the page's word has nothing; and the page's word where
  /// it says something else, or much more.
  private static func chosen(_ found: [String], _ said: String) -> String {
    let text = found.joined(separator: "\n\n")
    let saidWords = words(said)
    guard saidWords.count >= 60, !said.hasSuffix("…"), !said.hasSuffix("...") else {
      return text.isEmpty ? said : text
    }
    let foundWords = words(text)
    let common = saidWords.intersection(foundWords).count
    let overlap = 2 * Double(common) / Double(saidWords.count + foundWords.count)
    guard overlap >= 0.8, common * 10 >= saidWords.count * 9 else {
      // A part of a longer article is a teaser.
      return common * 10 >= saidWords.count * 9 && foundWords.count > saidWords.count * 3 ? text : said
    }
    return found.filter { paragraph in
      let words = words(paragraph)
      return words.intersection(saidWords).count * 2 >= words.count
    }.joined(separator: "\n\n")
  }

  /// Which words a text holds, each as a figure made of its bytes (FNV-1a).
  private static func words(_ text: String) -> Set<UInt64> {
    var text = text
    return text.withUTF8 { bytes in
      var words: Set<UInt64> = []
      let start: UInt64 = 0xcbf2_9ce4_8422_2325
      var word = start
      var at = 0
      while at < bytes.count {
        let space = WhiteSpace.length(bytes, at)
        if space == 0 {
          word = (word ^ UInt64(bytes[at])) &* 0x100_0000_01b3
          at += 1
          continue
        }
        if word != start { words.insert(word) }
        word = start
        at += space
      }
      if word != start { words.insert(word) }
      return words
    }
  }
}
