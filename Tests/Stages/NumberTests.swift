import IsnadStages
import Testing

@Suite struct NumberTests {
  /// `text | kind | value`, one an expected number; the text of each as it must be found.
  @Test(arguments: [
    ("حضر 1,250,000 شخص", "1,250,000 شخص|counted|1250000"), ("بلغ ١٬٢٥٠٬٠٠٠", "١٬٢٥٠٬٠٠٠|cardinal|1250000"),
    ("باع 4 آلاف و500 سيارة", "4 آلاف و500 سيارة|counted|4500"),
    ("ثلاثمئة وأربعة وعشرون ألفا", "ثلاثمئة وأربعة وعشرون ألفا|cardinal|324000"),
    ("ثلاث مئة جندي", "ثلاث مئة جندي|counted|300"), ("ألفا جندي", "ألفا جندي|counted|2000"),
    ("مليونا ونصف المليون نسمة", "مليونا ونصف المليون نسمة|counted|1500000"),
    ("خمسة وأربع نساء", "خمسة|cardinal|5;أربع نساء|counted|4"), ("وعد بعشرين منحة", "عشرين منحة|counted|20"),
    ("قمة ال20", "20|cardinal|20"), ("خمس سكان العالم", "خمس|fraction|0.2"), ("خمس دول", "خمس دول|counted|5"),
    ("ثلاثة أرباع المقاعد", "ثلاثة أرباع|fraction|0.75"), ("ثلثا الأعضاء", "ثلثا|fraction|0.666666666667"),
    ("نصف مليون شخص", "نصف مليون شخص|counted|500000"),
    ("عشرات الآلاف", "عشرات الآلاف|indefinite|10000"), ("مئات المواطنين", "مئات المواطنين|indefinite|100"),
    ("٢٧٫٧٥ في المئة", "٢٧٫٧٥ في المئة|percentage|27.75"), ("نصف نقطة مئوية", "نصف نقطة مئوية|quantity|0.5"),
    ("ثلاثة أضعاف", "ثلاثة أضعاف|multiple|3"), ("ثاني أكبر اقتصاد", "ثاني|ordinal|2"),
    ("الحادي والعشرون", "الحادي والعشرون|ordinal|21"),
    ("5 كيلومترات مربعة", "5 كيلومترات مربعة|quantity|5"),
    ("80 كلم في الساعة", "80 كلم في الساعة|quantity|80"),
    ("عشرة دولارات وخمسون سنتا", "عشرة دولارات وخمسون سنتا|money|10.5"), ("$7.5", "$7.5|money|7.5"),
    ("-12 درجة مئوية", "-12 درجة مئوية|quantity|-12"),
    ("ألفان وأربعة وعشرون", "ألفان وأربعة وعشرون|cardinal|2024"),
    ("مليار وخمسمائة وواحد وعشرون", "مليار وخمسمائة وواحد وعشرون|cardinal|1000000521"),
    ("تسعمئة وتسعة وتسعون تريليون", "تسعمئة وتسعة وتسعون تريليون|cardinal|999000000000000"),
    ("ألفان وأحد عشر طالبا", "ألفان وأحد عشر طالبا|counted|2011"), ("سبع مئات", "سبع مئات|cardinal|700"),
    ("أربعطعش واحد", "أربعطعش|cardinal|14"), ("سالب واحد", "سالب واحد|cardinal|-1"),
    ("ستة فاصلة خمسة ملايين", "ستة فاصلة خمسة ملايين|cardinal|6500000"),
    ("٧ مئة و٤٠", "٧ مئة و٤٠|cardinal|740"),
    ("بلغ .25", ".25|cardinal|0.25"), ("٠٫٤٠٠", "٠٫٤٠٠|cardinal|0.4"),
    ("الدورة المئة والسادسة عشرة", "المئة والسادسة عشرة|ordinal|116"),
    ("الذكرى الخمسون", "الخمسون|ordinal|50"), ("أكثر من المليون", "أكثر من المليون|cardinal|1000000"),
    ("قيمه 7 على 10", "7 على 10|fraction|0.7"), ("أربعون وثلاثة أرباع", "أربعون وثلاثة أرباع|fraction|40.75"),
    ("3 1/2", "3 1/2|fraction|3.5"), ("واحدة من كل أربع نساء", "واحدة من كل أربع|fraction|0.25"),
    ("حصلت الدول الثلاث على 134 صوتا", "الثلاث|cardinal|3;134 صوتا|counted|134"),
    ("فاز بنسبة 365 إلى 173", "365|cardinal|365;173|cardinal|173"),
    ("جزء من ألف", "جزء من ألف|fraction|0.001"),
    ("3/4 لتر", "3/4 لتر|quantity|0.75"),
    ("أربع درجات تحت الصفر", "أربع درجات تحت الصفر|quantity|-4"),
    ("ثلاثة دنانير وخمسون فلسا", "ثلاثة دنانير وخمسون فلسا|money|3.05"), ("بنسبة 12", "12|percentage|12"),
    ("واحد ونصف في المئة", "واحد ونصف في المئة|percentage|1.5"),
    ("مقابل عضو واحد", "عضو واحد|counted|1"), ("لم ينطق بكلمة واحدة", "كلمة واحدة|counted|1"),
    ("الجرحى الثلاثة والعشرون", "الثلاثة والعشرون|cardinal|23"),
    ("مائة على ألف وخمسة", "مائة على ألف وخمسة|fraction|0.099502487562"),
  ])
  func number(_ text: String, _ expected: String) async throws {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let document = try chain(text)
    let found = (document.numbers ?? []).map {
      "\(document[$0.span])|\($0.kind.rawValue)|\($0.value?.description ?? "")"
    }
    #expect(found.joined(separator: ";") == expected)
  }

  @Test(arguments: [
    ("في 7 تشرين الأول/أكتوبر", "XXXX-10-07"), ("في 19 نيسان 2018", "2018-04-19"),
    ("الخميس 12 تشرين الثاني (نوفمبر) 2024", "2024-11-12"),
    ("عام 2023", "2023"), ("5/6/1967", "1967-06-05"), ("٢٥-١-٢٠١١", "2011-01-25"),
    ("النصف الثاني من عام 2023", "2023-07-01/2023-12-31"),
    ("الربع الأول من 2018", "2018-01-01/2018-03-31"), ("الربع الأخير من عام 2016", "2016-10-01/2016-12-31"),
    ("من 3 إلى 9 نيسان/أبريل 2024", "2024-04-03/2024-04-09"), ("الساعة الخامسة والنصف مساء", "T17:30"),
    ("17:45", "T17:45"),
    ("سنة سبع وتسعين وتسعمئة وألف", "1997"), ("شهران", "P2M"), ("ساعتين و10 دقائق", "PT2H10M"),
    ("فاتح ماي", "XXXX-05-01"),
    ("الساعة الثالثة إلا ربعا صباحا", "T02:45"), ("15 عاما", "P15Y"),
    ("ساعة و40 دقيقة", "PT1H40M"), ("عام واحد وثلاثة أشهر", "P1Y3M"), ("لمدة شهر", "P1M"),
    ("دقيقة ونصف ثانية", "PT1M0.5S"), ("سنتان، 4 أشهر و5 أيام", "P2Y4M5D"), ("3/2018", "2018-03"),
    ("يوم 04/11", "XXXX-11-04"), ("آخر جمعة من يوليو 2021", "2021-07-30"),
    ("ثالث ثلاثاء في مايو 2022", "2022-05-17"), ("بين عامي 2006 و2015", "2006/2015"),
    ("موسم 2010-2011", "2010/2011"), ("من 1990 إلى 1999", "1990/1999"),
    ("في آب الماضي", "XXXX-08"), ("في مارس", "XXXX-03"), ("بآب/أغسطس 2018", "2018-08"),
    ("القرن التاسع عشر", "18XX"), ("القرن الثالث قبل الميلاد", "-02XX"),
    ("ثمانينيات القرن الثامن عشر", "178X"),
    ("أواخر 2019", "2019-10-01/2019-12-31"), ("منتصف يونيو 2018", "2018-06-15"),
    ("مطلع التسعينيات", "199X"), ("الأسبوع الثاني من شباط/فبراير 2018", "2018-02-12/2018-02-18"),
    ("آخر يوم في شباط 2024", "2024-02-29"), ("الثلاثاء الثالث من أيلول 2014", "2014-09-16"),
    ("من الجمعة 2 إلى الأحد 4 مارس 2018", "2018-03-02/2018-03-04"),
    ("بين 26 و28 نيسان 2018", "2018-04-26/2018-04-28"),
    ("بين 4 سبتمبر و8 أكتوبر 2016", "2016-09-04/2016-10-08"),
    ("من كانون الأول إلى آذار 2019", "2018-12/2019-03"),
    ("مارس 13-15", "XXXX-03-13/XXXX-03-15"),
    ("من الساعة العاشرة مساء حتى السابعة صباحا", "T22:00/T07:00"),
    ("من الثانية إلى الخامسة مساء", "T14:00/T17:00"),
    ("6-11 مساء", "T18:00/T23:00"), ("الساعة 13:30 بتوقيت غرينتش", "T13:30Z"),
    ("17:00 (ت غ)", "T17:00Z"), ("الساعة 9 مساء بتوقيت مكة المكرمة", "T21:00+03:00"),
    ("الثامنة والنصف", "T08:30"), ("منتصف الليل", "T00:00"), ("الثانية ليلا", "T02:00"),
    ("الحادية عشرة ليلا", "T23:00"),
    ("الساعة 8.15 صباحا", "T08:15"), ("مساء الساعة 7", "T19:00"),
    ("السنوات العشر الماضية", "P10Y"), ("آخر 24 ساعة", "PT24H"), ("16. نوفمبر. 2016", "2016-11-16"),
    ("موسم 2017/2018", "2017/2018"), ("العام الدراسي 2017/18", "2017/2018"), ("نص ساعة", "PT30M"),
  ])
  func date(_ text: String, _ iso: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    #expect((document.numbers ?? []).map(\.iso) == [iso])
  }

  /// The zone's whole name belongs to the time; where clocks are set on in summer the offset stays open.
  @Test(arguments: [
    (
      "قال في الثامنة مساء بتوقيت شرق الولايات المتحدة إنه عاد", "الثامنة مساء بتوقيت شرق الولايات المتحدة",
      "T20:00"
    ),
    (
      "الساعة 13:30 بتوقيت الإمارات العربية المتحدة أمس", "الساعة 13:30 بتوقيت الإمارات العربية المتحدة",
      "T13:30+04:00"
    ),
    (
      "الساعة 13:30 بتوقيت المملكة العربية السعودية", "الساعة 13:30 بتوقيت المملكة العربية السعودية",
      "T13:30+03:00"
    ),
    ("الساعة 13:30 بتوقيت باريس مباراة", "الساعة 13:30 بتوقيت باريس", "T13:30"),
  ])
  func zone(_ text: String, _ span: String, _ iso: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    let time = try #require(document.numbers?.first)
    #expect(document.text[time.span] == span && time.iso == iso)
  }

  /// Dates that are known in both calendars: text, Gregorian, Islamic; told on 15 May 2024, the 7th of
  /// Dhu al-Qadah 1445.
  @Test(arguments: [
    ("في 1 رمضان 1445 هـ", "2024-03-11", "1445-09-01"), ("غرة محرم 1445", "2023-07-19", "1445-01-01"),
    ("1446-10-01 هـ", "2025-03-30", "1446-10-01"), ("رمضان الماضي", "2024-03-11/2024-04-09", "1445-09"),
    ("شهر رمضان المقبل", "2025-03-01/2025-03-29", "1446-09"),
    ("رمضان 2024", "2024-03-11/2024-04-09", "1445-09"),
    ("بعد سنتين هجريتين", "2026-04-24", "1447-11-07"), ("عام 1445 هـ", "2023-07-19/2024-07-06", "1445"),
  ])
  func islamicDate(_ text: String, _ iso: String, _ hijri: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-05-15")])
    #expect((document.numbers ?? []).map(\.iso) == [iso])
    #expect((document.numbers ?? []).map(\.hijri) == [hijri])
  }

  @Test(arguments: [
    ("نحو 250 رهينة", NumberMention.Modifier.approximately), ("ما لا يقل عن خمسة عشر جنديا", .atLeast),
    ("أكثر من 33 ألف شخص", .moreThan),
    ("أقل من عشرة أشخاص", .lessThan), ("لا يتجاوز ست سنوات", .atMost), ("40 قتيلا تقريبا", .approximately),
    ("21 شخصا على الأقل", .atLeast), ("تصل إلى 15 عاما", .atMost), ("حوالي 500 أو أقل", .atMost),
  ])
  func modifier(_ text: String, _ modifier: NumberMention.Modifier) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    #expect(document.numbers?.map(\.modifier) == [modifier])
    #expect(document.numbers.map { $0.map { document[$0.span] } } == [text])
  }

  @Test(arguments: [
    ("من 3 إلى 5 ملايين دولار", "3000000", "5000000", NumberMention.Kind.money),
    ("بين 10 و20 شخصا", "10", "20", .range),
    ("60-70", "60", "70", .range), ("بين العاشر وخمسة عشر", "10", "15", .range),
    ("أكثر من مئة وأقل من ثلاثمئة طالب", "100", "300", .range),
    ("أكبر من 2.5 وأصغر من أو يساوي 4", "2.5", "4", .range),
  ])
  func range(_ text: String, _ low: String, _ high: String, _ kind: NumberMention.Kind) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    #expect(document.numbers?.map { document[$0.span] } == [text])
    #expect(document.numbers?.first?.kind == kind)
    #expect(document.numbers?.first?.min?.description == low)
    #expect(document.numbers?.first?.max?.description == high)
  }

  /// What looks like a number and is none.
  @Test(arguments: [
    "اتصلوا على 00961-1-234567", "زوروا 24news.com", "قال والداه في البحرين إن حسنين بخير",
    "ترك باب الحوار مفتوحا", "هاجمت حركة طالبان مواقع للجيش", "سجل ميلان هدف الفوز", "اتهمت كاثرين ناديها",
    "يعاني الفريق من ضعف في الدفاع", "الفئات الأكثر ضعفا", "نشرت الصحيفة نص الرسالة كاملا",
    "كما جاء في النص ونص عليه القانون", "دفعات ربع سنوية",
    "الواحدة تلو الأخرى", "طائرة إف-16", "قال الشيخ تميم بن حمد آل ثاني إن",
    "لقاح كوفيد-19", "أحد المسؤولين", "نصف النهائي", "ثمن الخبز", "لست غاضبا", "أربيل (كوردستان24)",
    "https://a.org/2024/11/05", "مقارنة بالربع السابق", "عدنا إلى نقطة الصفر",
    "أرباح الشهر السابق له",
  ])
  func noNumber(_ text: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    #expect((document.numbers ?? []).map { document[$0.span] } == [])
  }

  @Test func theRegionDecidesAnAmbiguousCurrency() async throws {
    let open = try await Chain.make(["normalizer", "number-extractor"])("خمسون ألف ريال")
    #expect(open.numbers?.first?.currency == nil)
    #expect(open.numbers?.first?.unit == "ريال")
    let context = StageContext(id: "n", directory: ".")
    let stage = try await Registry.standard.make("number-extractor", options: "region: QA", context: context)
    var document = open
    try (stage as? any Transform)?.process(&document)
    #expect(document.numbers?.first?.currency == "QAR")
    await #expect(throws: Diagnostic.self) {
      try await Registry.standard.make("number-extractor", options: "region: XX", context: context)
    }
  }

  /// Told on Wednesday, 15 May 2024.
  @Test(arguments: [
    ("قبل عامين", "2022"), ("منذ ثلاثة أيام", "2024-05-12"), ("قبل شهر", "2024-04"),
    ("أول من أمس", "2024-05-13"),
    ("بعد غد", "2024-05-17"), ("الأسبوع الماضي", "2024-05-06/2024-05-12"), ("هذا الشهر", "2024-05"),
    ("العام قبل الماضي", "2022"), ("الشهر المقبل", "2024-06"), ("الخامس من الشهر المقبل", "2024-06-05"),
    ("الجمعة المقبلة", "2024-05-17"), ("الجمعة", "2024-05-10"), ("هذا الأحد", "2024-05-19"),
    ("في أيلول", "2023-09"), ("في 3 يونيو", "2024-06-03"), ("الاثنين 15 أغسطس", "2022-08-15"),
    ("بعد أسبوع ويومين", "2024-05-24"), ("شهر 11 الماضي", "2023-11"), ("يوم 20", "2024-05-20"),
    ("بعد أسبوعين من الآن", "2024-05-29"), ("الربع الثاني من العام الجاري", "2024-04-01/2024-06-30"),
    ("الربع الأخير من العام الماضي", "2023-10-01/2023-12-31"),
    ("النصف الأول من هذا العام", "2024-01-01/2024-06-30"),
  ])
  func relativeDate(_ text: String, _ iso: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-05-15")])
    #expect((document.numbers ?? []).map(\.iso) == [iso])
  }

  /// بعد يومين من الهجوم starts from the attack, اليوم العالمي is a name, and without a date of the
  /// document a distance stays a duration.
  @Test func whatIsNotToldFromToday() async throws {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let told = try chain(
      "وصلوا بعد يومين من الهجوم في اليوم العالمي للكتاب", metadata: ["date": .string("2024-05-15")])
    #expect(told.numbers?.map(\.iso) == ["P2D"])
    let undated = try chain("قبل عامين، أمس")
    #expect(undated.numbers?.map(\.iso) == ["P2Y", nil])
  }

  @Test func theDateOptionStandsInAndPreferMayBeFuture() async throws {
    let context = StageContext(id: "n", directory: ".")
    let stage = try await Registry.standard.make(
      "number-extractor", options: "date: 2024-05-15\nprefer: future", context: context)
    var document = try await Chain.make(["normalizer"])("أمس والجمعة")
    try (stage as? any Transform)?.process(&document)
    #expect(document.numbers?.map(\.iso) == ["2024-05-14", "2024-05-17"])
    await #expect(throws: Diagnostic.self) {
      try await Registry.standard.make("number-extractor", options: "date: May", context: context)
    }
  }

  @Test func theDocumentsDateResolvesWhatItCan() async throws {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let document = try chain(
      "اندلعت في 7 تشرين الأول الماضي، وانتهت أمس. واجتمعوا الجمعة.",
      metadata: ["date": .string("2024-04-06")])
    #expect(document.numbers?.map(\.iso) == ["2023-10-07", "2024-04-05", "2024-04-05"])
  }

  /// Told on Wednesday 15 May 2024, at half past ten in the morning.
  @Test(arguments: [
    ("سيجتمعون الجمعة", "2024-05-17"), ("اجتمعوا الجمعة", "2024-05-10"),
    ("ارتفع على غير المتوقع الجمعة", "2024-05-10"),
    ("من المقرر أن تعقد في يونيو", "2024-06"), ("عقدت في يونيو", "2023-06"),
    ("الاثنين من الأسبوع المقبل", "2024-05-20"), ("الأسبوع الماضي يوم الأحد", "2024-05-12"),
    ("يوم الاثنين 13", "2024-05-13"), ("اليوم الأربعاء 15 أيار", "2024-05-15"),
    ("مارس من العام الماضي", "2023-03"),
    ("أواخر الشهر الماضي", "2024-04-21/2024-04-30"), ("منذ مطلع العام", "2024-01-01/2024-03-31"),
    ("نهاية الأسبوع الماضي", "2024-05-09/2024-05-12"), ("عطلة نهاية الأسبوع", "2024-05-18/2024-05-19"),
    ("السنوات العشر الماضية", "2014/2024"), ("الأيام الثلاثة الماضية", "2024-05-12/2024-05-14"),
    ("اليومين المقبلين", "2024-05-16/2024-05-17"), ("آخر ستة أشهر", "2023-11/2024-05"),
    ("العقد الماضي", "2014/2024"),
    ("القرن الماضي", "19XX"), ("بعد ثلاثة أيام من 7 أكتوبر 2023", "2023-10-10"),
    ("ثلاثة أيام من الآن", "2024-05-18"),
    ("قبل ساعتين", "2024-05-15T08:30"), ("بعد 14 ساعة", "2024-05-16T00:30"),
    ("اليوم حتى الأحد المقبل", "2024-05-15/2024-05-19"),
    ("الجمعة من الساعة 9 إلى 11 مساء", "2024-05-10T21:00/2024-05-10T23:00"),
    ("4-23 من الشهر المقبل", "2024-06-04/2024-06-23"),
    ("الربع الثالث من العام الجاري", "2024-07-01/2024-09-30"),
  ])
  func toldFromTheDocumentsDate(_ text: String, _ iso: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-05-15T10:30:00+03:00")])
    #expect((document.numbers ?? []).map(\.iso) == [iso])
  }

  @Test func aDayThatNoMonthHasResolvesNothing() async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      "أمس", metadata: ["date": .string("2024-02-31")])
    #expect(document.numbers?.map(\.iso) == [nil])
  }

  /// Half past eleven in the evening at Greenwich is the next day in Riyadh.
  @Test func theTimeZoneMovesTheDocumentsDate() async throws {
    let context = StageContext(id: "n", directory: ".")
    let stage = try await Registry.standard.make(
      "number-extractor", options: "time-zone: +03:00\nregion: US", context: context)
    var document = try await Chain.make(["normalizer"])(
      "أمس، 4/22/2024", metadata: ["date": .string("2024-05-14T23:30:00Z")])
    try (stage as? any Transform)?.process(&document)
    #expect(document.numbers?.map(\.iso) == ["2024-05-14", "2024-04-22"])
    await #expect(throws: Diagnostic.self) {
      try await Registry.standard.make("number-extractor", options: "time-zone: Riyadh", context: context)
    }
  }

  @Test func aBareCurrencyIsTheOneThatTheDocumentNames() async throws {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let told = try chain("خسرت 5 ملايين ليرة لبنانية. ثم دفعت 500 ليرة.")
    #expect(told.numbers?.map(\.currency) == ["LBP", "LBP"])
    let open = try chain("خسرت 5 ملايين ليرة لبنانية و3 ليرات تركية. ثم دفعت 500 ليرة.")
    #expect(open.numbers?.map(\.currency) == ["LBP", "TRY", nil])
    #expect(open.numbers?.last?.unit == "ليرة")
    let placed = try chain("دفعت 500 ليرة.", metadata: ["country": .string("SY")])
    #expect(placed.numbers?.map(\.currency) == ["SYP"])
  }

  /// A text that would have one date told from another without end neither takes the stack nor the time.
  @Test(arguments: [
    "بعد يومين من ", "قبل أسبوع من يوم ", "الأسبوع الماضي من ", "مساء الساعة ", "منتصف نهاية ",
    "من الجمعة إلى ",
    "بين 3 و",
  ])
  func nothingNestsWithoutEnd(_ part: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      String(repeating: part, count: 20_000) + "7 أكتوبر 2023", metadata: ["date": .string("2024-05-15")])
    #expect(document.numbers?.contains { $0.iso?.contains("2023-10") == true } == true)
  }

  @Test func yearsThatHaveNotFourDigitsAreNotTold() async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      "السنوات الثلاثة آلاف الماضية", metadata: ["date": .string("2024-05-15")])
    #expect(document.numbers?.map(\.iso) == ["P3000Y"])
  }
}
