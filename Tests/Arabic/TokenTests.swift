import IsnadArabic
import IsnadText
import Testing

@Suite struct TokenTests {
  private func words(_ text: String) -> [String] {
    let tokens = Tokenizer()(SourceText(text))
    return (0..<tokens.count).map { tokens.form($0) }
  }

  @Test(arguments: [
    ("قال: نعم.", ["قال", ":", "نعم", "."]), ("لـCNN", ["ل", "CNN"]), ("و500 ب7", ["و", "500", "ب", "7"]),
    ("1,250,000 ٣٫٥ 2.5.", ["1,250,000", "3٫5", "2.5", "."]), ("G20 5km", ["G20", "5", "km"]),
    ("١،٢٣٤،٥٦٧ 1،2", ["1،234،567", "1", "،", "2"]),
    ("https://a.org/x?y=1. نعم", ["https://a.org/x?y=1", ".", "نعم"]),
    ("#مملكة_الحزم", ["#", "مملكه", "_", "الحزم"]),
    ("10% ٪5 $3", ["10", "%", "٪", "5", "$", "3"]), ("د.محمد", ["د", ".", "محمد"]),
    ("كوردستان24", ["كوردستان", "24"]),
  ])
  func tokens(_ text: String, _ expected: [String]) { #expect(words(text) == expected) }

  /// A word of the tables is found by the same fingerprint whether it was cut out of a text or not.
  @Test func aWordAloneHasTheFingerprintOfItsToken() throws {
    let language = try Language.embedded.get()
    let words = language.entries.flatMap(\.words).filter { word in
      word.unicodeScalars.allSatisfy {
        (0x621...0x63A).contains($0.value) || (0x641...0x64A).contains($0.value)
      }
    }
    #expect(words.count > 5_000)
    var table = PhraseTable<Int>()
    for (number, word) in words.enumerated() { table.add(word, number) }
    for word in words {
      let tokens = Tokenizer()(SourceText(word))
      #expect(tokens.count == 1 && table[tokens[0].fingerprint] != nil, "\(word)")
    }
  }

  @Test func flagsTellThePlace() {
    let tokens = Tokenizer()(SourceText("أول\nثان\r\n\r\nثالث لـ«رابع»"))
    #expect(tokens[0].flags.contains(.paragraphBefore))
    #expect(tokens[1].flags.contains(.lineBefore) && !tokens[1].flags.contains(.paragraphBefore))
    #expect(tokens[2].flags.contains(.paragraphBefore))
    #expect(tokens[4].flags.contains(.spaceBefore) == false)
  }

  @Test func flagsTellWhatFoldingHides() {
    let tokens = Tokenizer()(SourceText("على علي مدرسة شخصًا"))
    #expect(tokens[0].flags.contains(.endsInMaqsura))
    #expect(!tokens[1].flags.contains(.endsInMaqsura))
    #expect(tokens[0].fingerprint == tokens[1].fingerprint)
    #expect(tokens[2].flags.contains(.endsInMarbuta))
    #expect(tokens[3].flags.contains(.tanwin))
  }

  @Test(arguments: [
    ("والقاهرة", 2), ("بالقاهرة", 2), ("وبالقاهرة", 4), ("للقاهرة", 2), ("القاهرة", 0), ("وزير", 0),
    ("لبنان", 0), ("وللقاهرة", 4),
  ])
  func certainClitics(_ word: String, _ bytes: Int) {
    let tokens = Tokenizer()(SourceText(word))
    #expect(Clitics.certain(of: tokens[0], in: tokens.forms.span) == bytes)
  }

  @Test func readingsWriteTheArticleOut() {
    let tokens = Tokenizer()(SourceText("للأمم وبغداد"))
    var found: [Int: UInt64] = [:]
    Clitics.readings(of: tokens[0], in: tokens.forms.span) { reading in
      found[reading.stripped] = reading.fingerprint
      return false
    }
    #expect(found[2] == Fingerprint.of("الامم"))
    #expect(tokens.span(of: 1, strippingForm: 2) == TextSpan(tokens[1].start + 2, tokens[1].end))
  }
}

@Suite struct SentenceTests {
  private func sentences(_ text: String) -> [String] {
    let source = SourceText(text)
    let tokens = Tokenizer()(source)
    return SentenceSplitter()(tokens, marks: QuotationMarks(tokens)).map {
      source[TextSpan(tokens[$0.lowerBound].start, tokens[$0.upperBound - 1].end)]
    }
  }

  @Test(arguments: [
    ("قال نعم. ثم ذهب؟ لا!", ["قال نعم.", "ثم ذهب؟", "لا!"]),
    ("العنوان\nالنص هنا.", ["العنوان", "النص هنا."]),
    ("وصل د. محمد أمس.", ["وصل د. محمد أمس."]),
    ("بلغ 3.5 مليون. وزاد.", ["بلغ 3.5 مليون.", "وزاد."]),
    ("قال: \"ذهبت. ثم عدت.\" وأضاف أنه بخير.", ["قال: \"ذهبت. ثم عدت.\"", "وأضاف أنه بخير."]),
    ("قال \"نعم. لا\" ثم سكت.", ["قال \"نعم. لا\" ثم سكت."]),
    ("هذه الفئة (...) المرضى.", ["هذه الفئة (...) المرضى."]),
    ("انتهى (أمس). وبدأ.", ["انتهى (أمس).", "وبدأ."]),
    ("", []),
  ])
  func split(_ text: String, _ expected: [String]) { #expect(sentences(text) == expected) }

  @Test func sentencesCoverAllTokens() {
    let tokens = Tokenizer()(SourceText("أ. ب؟! «ج. د» هـ...\n\nو\"ز"))
    let ranges = SentenceSplitter()(tokens, marks: QuotationMarks(tokens))
    #expect(ranges.flatMap { $0 } == Array(0..<tokens.count))
  }
}

@Suite struct QuotationMarkTests {
  /// Pairs as indices of tokens.
  private func pairs(_ text: String) -> [[Int]] {
    let tokens = Tokenizer()(SourceText(text))
    let marks = QuotationMarks(tokens)
    return (0..<tokens.count).compactMap { open in marks.close(of: open).map { [open, $0] } }
  }

  @Test(
    arguments: [
      ("قال \"نعم\" و\"لا\"", [[1, 3], [5, 7]]), ("«أ «ب» ج»", [[0, 6], [2, 4]]),
      ("“الاسم “أريوس” يعتبر”", [[0, 6], [2, 4]]),
      ("قال: \" نعم \" ثم", [[2, 4]]), ("\"غير مغلق", []), ("مغلق\" فقط", []), ("\"أ\nب\"", []),
      ("«أ\" ب»", [[0, 4]]),
      ("″نعم″", [[0, 2]]),
    ] as [(String, [[Int]])])
  func pairing(_ text: String, _ expected: [[Int]]) { #expect(pairs(text) == expected) }
}

@Suite struct LexiconTests {
  @Test func aSetKnowsItsWordsInAnySpelling() {
    let set = WordSet("إلى  مدرسة\nقال")
    let tokens = Tokenizer()(SourceText("الى مدرسه قَالَ مدرستي 5"))
    #expect((0..<tokens.count).map { set.contains(tokens[$0]) } == [true, true, true, false, false])
    #expect(!WordSet("").contains(tokens[0]))
    let many = (0..<1000).map { "كلمة\($0)" }
    let large = WordSet(many)
    #expect(many.allSatisfy { large.contains(Fingerprint.of(Normalizer()($0))) })
    #expect(!large.contains(Fingerprint.of("كلمه1000")))
  }

  @Test func theArticleIsNotedWithTheWord() {
    let tokens = Tokenizer()(SourceText("الكتاب كتاب ال والكتاب إلى اَلعالم ALSO"))
    #expect(
      (0..<tokens.count).map { tokens.hasArticle($0) } == [true, false, false, false, false, true, false])
    #expect(tokens.certainClitics(3) == 2)
  }

  @Test func theLongestPhraseWins() {
    var table = PhraseTable<Int>()
    table.add("مجلس الأمن", 1)
    table.add("مجلس الأمن الدولي", 2)
    table.add("مجلس", 3)
    let tokens = Tokenizer()(SourceText("مجلس الأمن الدولي ومجلس الأمن القومي مجلس"))
    #expect(table.longest(in: tokens, at: 0, limit: tokens.count)?.value == 2)
    #expect(table.longest(in: tokens, at: 0, limit: 2)?.value == 1)
    #expect(table.longest(in: tokens, at: 6, limit: tokens.count)?.value == 3)
    #expect(table.longest(in: tokens, at: 1, limit: tokens.count) == nil)
  }

  @Test func compiledLexiconsAreRead() throws {
    let key = Fingerprint.of("القاهره")
    let bytes = NameLexicon.encode([key: [.place], 7: [.group, .continues]])
    try bytes.withUnsafeBytes { buffer in
      let lexicon = try NameLexicon(buffer)
      #expect(lexicon[key] == [.place])
      #expect(lexicon[7] == [.group, .continues])
      #expect(lexicon[8] == [])
    }
  }

  @Test func placesAreReadAsTheyWereWritten() throws {
    let city = GazetteerPlace(
      id: 170_063, kind: .city, country: "SY", latitude: 3_620_124, longitude: -3_716_117,
      population: 2_098_210)
    let continent = GazetteerPlace(
      id: 1, kind: .continent, country: "", latitude: nil, longitude: nil, population: 0)
    let bytes = PlaceGazetteer.encode([5: [city, continent], 1029: [continent]])
    try bytes.withUnsafeBytes { buffer in
      let gazetteer = try PlaceGazetteer(buffer)
      func places(_ name: UInt64) -> [GazetteerPlace] { gazetteer.places(named: name).map { gazetteer[$0] } }
      #expect(places(5) == [city, continent] && places(1029) == [continent] && places(6) == [])
      #expect(places(5).map(\.country.letters) == ["SY", nil])
      #expect(throws: NameLexiconError.self) {
        try PlaceGazetteer(UnsafeRawBufferPointer(rebasing: buffer.dropLast()))
      }
      #expect(throws: NameLexiconError.self) {
        try PlaceGazetteer(UnsafeRawBufferPointer(rebasing: buffer.prefix(9)))
      }
    }
  }

  @Test func brokenLexiconsAreRefused() {
    let bytes = NameLexicon.encode([7: [.place]])
    func error(_ bytes: [UInt8]) -> NameLexiconError? {
      bytes.withUnsafeBytes { buffer in
        do throws(NameLexiconError) {
          _ = try NameLexicon(buffer)
          return nil
        } catch {
          return error
        }
      }
    }
    #expect(error([1, 2, 3]) == .notALexicon)
    #expect(error(Array(bytes.dropLast())) == .cut(bytes.count - 1))
    var other = bytes
    other[8] = 9
    #expect(error(other) == .version(9))
  }
}
