import Isnad
import IsnadArabic

/// Finds the noun that a number counts.
///
/// Arabic grammar tells the noun by the number: after 3-10 a plural in the genitive, after 11-99
/// a singular in the accusative (ا or ة at its end), after hundreds and thousands a singular in
/// the genitive. So after 11-99 a verb is told from a noun by its ending; elsewhere particles,
/// frequent verbs and the present tense are kept out by a list.
struct CountedNoun {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// The tokens of the noun after a number: one, or several joined by و in the accusative
  /// (إسرائيليا وأجنبيا).
  func range(after index: Int, value: ExactDecimal, limit: Int) -> Range<Int>? {
    guard isNoun(index, value: value, limit) else { return nil }
    var end = index + 1
    while end < limit, endsInAlef(end - 1), words.beginsWithWaw(end), endsInAlef(end),
      words.tokens[end].form.length >= 10, !Self.isFunctionWord(words.tokens[end].fingerprint),
      !words.tokens[end].flags.contains(.lineBefore)
    {
      end += 1
    }
    return index..<end
  }

  private func isNoun(_ index: Int, value: ExactDecimal, _ limit: Int) -> Bool {
    guard index < limit, words.tokens[index].kind == .word else { return false }
    let token = words.tokens[index]
    guard !token.flags.contains(.latin), !token.flags.contains(.lineBefore), token.form.length >= 4,
      !Self.isFunctionWord(token.fingerprint), words.certainClitics(index) == 0,
      !words.hasArticle(index)
    else { return false }
    if let word = words.word(index), words.stripped(index) == 0 {
      return word.noun?.measure == .counted && word.noun?.isDual == false
    }
    if beginsWithClitic(index) && !Self.isWholeWord(token.fingerprint) { return false }
    let rest = value.int.map { $0 % 100 } ?? 0
    guard value.isWhole, (11...99).contains(rest) else { return !isPresentTense(index) }
    return endsInAlef(index) || endsIn(index, 0xD9, 0x87) || endsIn(index, 0xD8, 0xA1)
      || endsIn(index, 0xD9, 0x8A) && token.flags.contains(.endsInMaqsura)
      || Self.isColloquial(token.fingerprint)
  }

  private func endsInAlef(_ index: Int) -> Bool { endsIn(index, 0xD8, 0xA7) }

  private func endsIn(_ index: Int, _ lead: UInt8, _ trail: UInt8) -> Bool {
    let form = words.tokens[index].form
    guard form.length >= 6 else { return false }
    return words.tokens.forms[form.end - 2] == lead && words.tokens.forms[form.end - 1] == trail
  }

  /// و، ب، ل at the start, which more often than not are clitics.
  private func beginsWithClitic(_ index: Int) -> Bool {
    let start = words.tokens[index].form.start
    let letter = (words.tokens.forms[start], words.tokens.forms[start + 1])
    return letter == (0xD9, 0x88) || letter == (0xD8, 0xA8) || letter == (0xD9, 0x84)
  }

  /// ي at the start of a word that does not end like a noun: يقول، يعانون.
  private func isPresentTense(_ index: Int) -> Bool {
    let start = words.tokens[index].form.start
    guard words.tokens.forms[start] == 0xD9, words.tokens.forms[start + 1] == 0x8A else { return false }
    return !Self.isWholeWord(words.tokens[index].fingerprint)
  }

  // MARK: Lists

  static func isFunctionWord(_ word: UInt64) -> Bool { functionWords[word] != nil }
  private static func isWholeWord(_ word: UInt64) -> Bool { wholeWords[word] != nil }
  private static func isColloquial(_ word: UInt64) -> Bool { colloquial[word] != nil }

  private static func table(_ list: String) -> FingerprintTable<Bool> {
    let normalize = Normalizer(.matchForm)
    var table = FingerprintTable<Bool>(capacity: 1024)
    for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      table[Fingerprint.of(normalize(String(word)))] = true
    }
    return table
  }

  private static let functionWords = table(
    """
    من في على إلى عن مع بعد قبل عند عندما بين حتى أو أم ثم أن إن أنه أنها إنه إنها كما كم حين حينما حيث كان كانت لكن
    لكنه لكنها التي الذي الذين اللذين خلال عبر أثر إثر ضد أمام لم لا ما لن ليس هو هي هم منها منه منهم منهن بينهم عليهم
    فيها فيه مما قد فقط أي أيضا هذا هذه ذلك تلك تم تمت سوى غير دون منذ لدى ضمن حول حوالي نحو تحت فوق وسط داخل
    خارج مقابل مقارنة رغم بعدما بينما فيما فإن كذلك حاليا إذ إذا إلا أما بل ولا إضافة نظرا وفق وفقا حسب نتيجة أثناء
    عقب لأن لكي كي أكثر أقل أكبر أعلى أدنى أول آخر أخرى آخرين آخرون أخريات قال قالت أعلن أعلنت أكد أكدت أضاف بلغ بلغت تجاوز
    سجل سجلت حقق قتل قتلت أصيب أصيبوا توفي توفوا لقي لقوا نجح تمكن بدأ بدأت أصبح أصبحت جاء جاءت قام قامت وصل وصلت وقع وقعت
    شهد شهدت استمر استمرت استهدف استهدفت أسفر أسفرت نقل نقلت نفذ نفذت فاز فازت خسر تعادل اعترف اعتقل اعتقلوا أدى أدت
    أصدر أصدرت تولى حصل حصلت رفع ارتفع ارتفعت انخفض انخفضت تراجع تراجعت تقدم تحطمت اندلعت تعرض تعرضت تعرضوا شارك شاركت قدم
    قدمت صوت صوتوا تقول تشمل تضم تتضمن تظهر تعتبر تعود تهدف تتعلق تقع تبلغ ترك ولد ولدت كل كلا بعض جميع معظم غالبية
    ثلث ربع نصف مساء صباحا مساءا ظهرا ليلا فجرا تقريبا يوميا سنويا شهريا أسبوعيا سيكون ستكون سيتم هناك هنا الآن أمس غدا
    نحن كانوا كنا لهم له لها لنا به بها بهم حد هل لماذا متى كيف أين نعم تلو مرورا وصولا بدلا فضلا علما لكونه بلاس برو
    ميلادية ميلادي ميلاديا هجرية هجري هجريا بتوقيت توقيت شهر عام سنة بحسب بنحو بنسبة بهدف بسبب بتهمة بعنوان برصيد بقيادة
    لصالح لمدة للمرة بفارق بزيادة بشأن بدعم بفضل بنتيجة بفعل بجروح بموجب بواسطة بشكل سي جي سم إكس نورث
    """)

  /// Nouns that begin with what looks like و ب ل ي.
  private static let wholeWords = table(
    """
    وحدة وحدات وزيرا وزير وزراء وزارة وزارات وظيفة وظائف ولاية ولايات واقعة وقائع ورقة أوراق وثيقة وثائق وجبة وجبات ولدا ولد وفاة
    وفيات ورشة ورش وسيلة وسائل وكالة وكالات وفدا وفد وفود وسيطا واط وات
    بلدا بلد بلدان بلدة بلدات بلدية بلديات بطولة بطولات بطاقة بطاقات برميلا برميل براميل بنكا بنك بنوك بندا بند بنود بيتا بيت بيوت
    باحثا باحث باحثين باحثة بحارا بحار بحارة بوصة بئرا بئر آبار بريطانيا بريطاني بريطانيين برنامجا برنامج برامج بابا باب بقرة بعثة
    بعثات بناية بنايات بندقية بنادق بذلة بشر بلاغا بلاغ بلاغات بيانا بيان بيانات بالغا بالغين بصمة بضائع باص باصا باصات بارجة
    لاعبا لاعب لاعبين لاعبة لاعبات لاجئا لاجئ لاجئين لاجئة لقبا لقب لترا لتر ليترا لغة لغات لجنة لجان لوحة لوحات لقاء لقاءات ليرة
    ليرات لغما لغم ليلة ليال ليالي لصا لص لصوص لبنانيا لبناني لبنانيين لواء ليبيا ليبي ليبيين لائحة لوائح لجوء لكمة
    يهوديا يهودي يهود يمنيا يمني يمنيين يابانيا ياباني يابانيين يونانيا يوناني يختا يخت يخوت يتيما يتيم يتامى ينبوعا
    """)

  /// Singulars that newspapers leave without the accusative's alef after 11-99.
  private static let colloquial = table(
    """
    شخص قتيل جريح طفل عنصر جندي مقاتل مدني مقعد هدف مصاب شهيد مسلح مهاجر موظف عامل طالب سجين أسير رجل عضو نائب ناخب
    دولار مريض لاجئ نازح متهم ضابط شرطي مستوطن متظاهر معتقل مواطن فلسطيني إسرائيلي صاروخ قرية مشجع حكم
    """)
}
