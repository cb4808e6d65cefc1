import IsnadStages
import Testing

/// Numbers as news writes them: for each kind what is found, and what only looks like it.
@Suite struct NewsNumberTests {
  /// Rules that no article has borne out, as they say.
  private static let unseen = Set(
    NumberExtractor.description.rules.filter { $0.witness != .articles }.map(\.name))

  private func found(_ text: String, entities: Bool = false, date: String? = nil) async throws -> [String] {
    let chain = try await Chain.make(
      entities ? ["normalizer", "entity-tagger", "number-extractor"] : ["normalizer", "number-extractor"])
    let document = try chain(text, metadata: date.map { ["date": .string($0)] } ?? [:])
    return (document.numbers ?? []).map { number in
      #expect(!Self.unseen.contains(number.by.rule), "'\(text)' is a witness for \(number.by.rule)")
      let range = number.min.flatMap { low in number.max.map { "\(low)..\($0)" } }
      let value = number.iso ?? number.value?.description ?? range ?? ""
      return "\(document[number.span])|\(number.kind.rawValue)|\(value)"
    }
  }

  /// `text|kind|iso or value`, one an expected number.
  @Test(arguments: [
    // Two that the text has named, of a name, of a thing; without the article they are counted.
    ("العلاقات بين البلدين الشقيقين", ["البلدين|dual|2"]),
    ("فيضانات في ولايتي تكساس وأوكلاهوما", ["ولايتي|dual|2"]),
    ("القناة بفرعيها القديم والجديد", ["فرعيها|dual|2"]), ("أعلن الناديان رفضهما", ["الناديان|dual|2"]),
    ("في مجالي الاتصالات، والنقل", ["مجالي|dual|2"]), ("سرقا من تاجرين سعوديين", ["تاجرين|counted|2"]),
    ("قتل رجلين اثنين", ["رجلين اثنين|counted|2"]), ("طرفي النزاع", ["طرفي|dual|2"]),
    // One of a unit of time.
    ("وصل بعد أسبوع من الحر", ["أسبوع|duration|P1W"]), ("استمر أسبوعا", ["أسبوعا|duration|P1W"]),
    ("غاب شهرا كاملا", ["شهرا كاملا|duration|P1M"]), ("بقي أكثر من شهر", ["أكثر من شهر|duration|P1M"]),
    ("نصف قرن", ["نصف قرن|duration|P50Y"]), ("منذ ربع قرن", ["ربع قرن|duration|P25Y"]),
    ("منذ ثلاثة عقود", ["ثلاثة عقود|duration|P30Y"]), ("خلال عقدين من الزمن", ["عقدين|duration|P20Y"]),
    ("عامين ونصف", ["عامين ونصف|duration|P2Y6M"]),
    ("ربع ساعة و30 دقيقة", ["ربع ساعة و30 دقيقة|duration|PT45M"]),
    ("خمس سنوات وشهر واحد وعشرة أيام", ["خمس سنوات وشهر واحد وعشرة أيام|duration|P5Y1M10D"]),
    // Years of a life.
    ("توفي في العشرين من عمره", ["العشرين من عمره|duration|P20Y"]),
    ("فوق سن الخمسين", ["الخمسين|duration|P50Y"]),
    ("بلغ سن 18", ["18|duration|P18Y"]), ("قتل شاب في الثلاثين", ["الثلاثين|duration|P30Y"]),
    ("خلال أول عشر سنوات", ["عشر سنوات|duration|P10Y"]),
    // Years and seasons.
    ("قبل انتخابات 2016.", ["2016|date|2016"]), ("في 1994 و1998", ["1994|date|1994", "1998|date|1998"]),
    ("موسم 2003/ 2004", ["2003/ 2004|date|2003/2004"]), ("منذ صيف 2015", ["صيف 2015|date|2015-22"]),
    ("خريف العام الماضي", ["خريف العام الماضي|date|2023-23"]), ("هذا الصيف", ["هذا الصيف|date|2024-22"]),
    ("الصيف المقبل", ["الصيف المقبل|date|2024-22"]), ("الصيف الماضي", ["الصيف الماضي|date|2023-22"]),
    ("بين عامي 1186 و1155 قبل الميلاد", ["بين عامي 1186 و1155 قبل الميلاد|date|-1185/-1154"]),
    ("في 24 / 3 / 2015", ["24 / 3 / 2015|date|2015-03-24"]),
    (
      "من الساعة الـ 12 ظهرا إلى الساعة الـ 3 مساء",
      ["من الساعة الـ 12 ظهرا إلى الساعة الـ 3 مساء|time|T12:00/T15:00"]
    ),
    // Marks in figures.
    ("50.000 جهاز", ["50.000 جهاز|counted|50000"]), ("20.000 درهم", ["20.000 درهم|money|20000"]),
    ("89،2 مليون دولار", ["89،2 مليون دولار|money|89200000"]), ("1،500 شخص", ["1،500 شخص|counted|1500"]),
    ("(267) مخالفة", ["(267) مخالفة|counted|267"]), ("(12) شهرا", ["(12) شهرا|duration|P12M"]),
    ("بنسبة 8ر18 بالمئة", ["8ر18 بالمئة|percentage|18.8"]),
    ("3ر1 بليون دولار", ["3ر1 بليون دولار|money|1300000000"]),
    ("التعادل 1/1", ["1/1|score|1..1"]), ("ليفوز 119-100 على ضيفه", ["119-100|score|119..100"]),
  ])
  func finds(_ text: String, _ expected: [String]) async throws {
    #expect(
      try await found(text, date: text.contains("الصيف") || text.contains("خريف") ? "2024-05-15" : nil)
        == expected)
  }

  /// Nothing is a number here.
  @Test(arguments: [
    "قال المسؤولين عن العاملين والموقعين", "زوجتي العزيزة", "حياتي السياسية", "لعب شعبان وبلدان",
    "تحية طالبان",
    "أمين عام ومدراء عامين", "في المقام الأول", "من جهة ثانية", "العالم الثالث", "على القناة الأولى",
    "اختبار أولي",
    "المعلومات الأولي", "أثنى على الجهود", "واحدة منها", "لا وألف لا", "القرار رقم 46/2019",
    "القانون 10/2018",
    "الرقم 19911", "المادة 120 من القانون", "قرار مجلس الأمن الدولي 1559 الصادر", "متاحة 24/7",
    "في الدقيقة 69",
    "الدقيقتين 51 و62", "في الدقيقة الخامسة", "طائرات إف 35", "أرسل Stc 635031", "كمية من الخمور",
    "أساس علمي متين",
    "إجازة عيد الفطر المبارك", "بمناسبة عيد الأضحى", "يوم ولادته", "مديرا عاما", "في نفس اليوم، قال",
    "4 – إصدار القانون", "انتهت. 3- وقف الإنتاج", "دخلوا: (4) تحويل الأراضي",
  ])
  func leavesAlone(_ text: String) async throws {
    #expect(try await found(text, date: "2024-05-15").filter { !$0.contains("|date|XXXX") } == [])
  }

  /// What is a part of a name is none, unless something is counted or an event bears its day.
  @Test(arguments: [
    ("قال الملك محمد السادس في خطاب", []), ("فاز وست هام يونايتد على أرسنال", []),
    ("قالت صحيفة المصري اليوم إن السعر ارتفع.", []), ("نقلت قناة روسيا اليوم عن مصدر.", []),
    ("قال رئيس حزب الغد أيمن نور.", []), ("سجل محمد صلاح (45) من ركلة جزاء", []),
    ("العلاقات بين البلدين", ["البلدين|dual|2"]), ("ستون مليون", ["ستون مليون|cardinal|60000000"]),
  ])
  func names(_ text: String, _ expected: [String]) async throws {
    #expect(try await found(text, entities: true) == expected)
  }

  /// Told from 15 May 2024.
  @Test(arguments: [
    ("منذ حوالي شهر", "2024-04", NumberMention.Modifier.approximately),
    ("قبل نحو 20 عاما", "2004", .approximately),
    ("قبل أكثر من عام", "2023", .moreThan), ("قبل عام ونصف", "2022-11", nil), ("قبل نصف عام", "2023-11", nil),
  ])
  func ago(_ text: String, _ iso: String, _ modifier: NumberMention.Modifier?) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-05-15")])
    #expect((document.numbers ?? []).map(\.iso) == [iso])
    #expect((document.numbers ?? []).map(\.modifier) == [modifier])
  }

  /// Written after public bug reports; right values are theirs.
  @Test(arguments: [
    ("اغتيل الحريري في 14 فبراير شباط 2005.", ["14 فبراير شباط 2005|date|2005-02-14"]),
    ("منذ فبراير شباط 2022", ["فبراير شباط 2022|date|2022-02"]),
    (
      "من 30 يونيو حزيران إلى 5 يوليو تموز 2024",
      ["من 30 يونيو حزيران إلى 5 يوليو تموز 2024|date|2024-06-30/2024-07-05"]
    ),
    ("ارتفع ٪5", ["٪5|percentage|5"]), ("بين ٪5 و٪7", ["بين ٪5 و٪7|percentage|5..7"]),
    ("تراجع %5-", ["%5-|percentage|-5"]), ("تراجع 5-%", ["5-%|percentage|-5"]),
    ("بلغ 3½ مليون دولار.", ["3½ مليون دولار|money|3500000"]), ("اشترى ½ كيلو.", ["½ كيلو|quantity|0.5"]),
    ("¾ السكان", ["¾|fraction|0.75"]), ("بلغ 26،013,94 دينار", ["26،013,94 دينار|money|26013.94"]),
    ("بلغ 12 500,75 دينار.", ["12 500,75 دينار|money|12500.75"]),
    ("بلغ 1\u{A0}127,54 يورو.", ["1\u{A0}127,54 يورو|money|1127.54"]),
    ("حضر 45 000 متفرج.", ["45 000 متفرج|counted|45000"]),
    ("قُتل عشرة وآلاف نزحوا من ديارهم.", ["عشرة|cardinal|10", "آلاف نزحوا|indefinite|1000"]),
    ("كلف المشروع ثلاثة أرباع مليون دولار.", ["ثلاثة أرباع مليون دولار|money|750000"]),
    ("مليونا وثلاثة أرباع المليون", ["مليونا وثلاثة أرباع المليون|cardinal|1750000"]),
    ("دخلت الحرب اليوم الـ300.", ["300|cardinal|300"]),
  ])
  func reported(_ text: String, _ expected: [String]) async throws {
    #expect(try await found(text) == expected)
  }
}
