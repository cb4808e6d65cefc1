import IsnadStages
import Testing

/// Dates that bear a name or are told from one that the text has named.
@Suite struct NamedDateTests {
  /// Told on Wednesday 12 June 2024, at half past ten in the morning; dates of the churches and of
  /// Umm al-Qura from their published calendars.
  @Test(arguments: [
    ("خلال عيد الفطر المبارك", "2024-04-10"), ("سيلتقون في عيد الفطر", "2025-03-30"),
    ("عيد الأضحى الماضي", "2023-06-28"), ("ثاني أيام عيد الأضحى", "2024-06-17"),
    ("رأس السنة الهجرية 2019", "2019-08-31"), ("ذكرى عاشوراء", "2024-07-16"),
    ("عيد الفصح 2013", "2013-03-31"), ("عيد الفصح عام 2016", "2016-03-27"),
    ("عيد القيامة 2013", "2013-05-05"),
    ("عيد الفصح الشرقي 2018", "2018-04-08"), ("عيد الشكر 2010", "2010-11-25"),
    ("عيد الميلاد المقبل", "2024-12-25"), ("ليلة رأس السنة 2020", "2020-12-31"),
    ("اليوم العالمي للمرأة", "2024-03-08"), ("أول أيام شهر رمضان", "2024-03-11"),
    ("الليلة الماضية", "2024-06-11T18:00/2024-06-12T06:00"),
    ("تقام الليلة", "2024-06-12T18:00/2024-06-13T06:00"),
    ("الليلة قبل البارحة", "2024-06-10T18:00/2024-06-11T06:00"), ("الساعة الماضية", "2024-06-12T09:30"),
    ("بقية العام", "2024-06-12/2024-12-31"), ("ما تبقى من الشهر", "2024-06-12/2024-06-30"),
    ("الأسبوع المقبل بين الأربعاء والجمعة", "2024-06-19/2024-06-21"),
    ("من 12/8/2015 حتى 22 أكتوبر", "2015-08-12/2015-10-22"), ("عام 247 قبل الميلاد", "-0246"),
    ("سنة 622 ميلادية", "0622"), ("2015/3", "2015-03"), ("28-نوفمبر 2016", "2016-11-28"),
    ("موسم 2017-2018 كان", "2017/2018"), ("الساعة 3.45 بعد ظهر", "T15:45"), ("منتصف الليل", "T00:00"),
  ])
  func date(_ text: String, _ iso: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-06-12T10:30:00")])
    #expect((document.numbers ?? []).map(\.iso) == [iso])
  }

  /// The year of a feast that is told by no document stays open; one of the Islamic year EDTF can't say.
  @Test func withoutTheDocumentsDateTheYearStaysOpen() async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])("عيد الميلاد وعيد الأضحى")
    #expect(document.numbers?.map(\.iso) == ["XXXX-12-25", nil])
    #expect(document.numbers?.map(\.hijri) == [nil, "XXXX-12-10"])
  }

  @Test(arguments: [
    ("وقع في 7 أكتوبر 2023 وفي اليوم التالي بدأت", ["2023-10-07", "2023-10-08"]),
    ("دفن في مارس 2015، وفي الشهر التالي صدر كتابه وفي العام نفسه ترجم", ["2015-03", "2015-04", "2015"]),
    ("ولد عام 1950 وتزوج في يونيو من العام التالي", ["1950", "1951-06"]),
    ("غزت في 2 أغسطس 1990، وفي ذلك اليوم", ["1990-08-02", "1990-08-02"]),
    ("بدأ في 3 أبريل 2018 وانتهى في السابع من الشهر نفسه", ["2018-04-03", "2018-04-07"]),
    ("في 5 و6 و7 حزيران 1967", ["1967-06-05", "1967-06-06", "1967-06-07"]),
    ("الثالث والرابع من يوليو 2018", ["2018-07-03", "2018-07-04"]),
    ("الثلاثاء والأربعاء المقبلين", ["2024-06-18", "2024-06-19"]),
    // Told from the document's date where the text has named none.
    ("وفي اليوم التالي غادر", ["2024-06-13"]),
  ])
  func dates(_ text: String, _ iso: [String]) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-06-12")])
    #expect((document.numbers ?? []).compactMap(\.iso) == iso)
  }

  /// A year of the hijra before the tables begin has its number alone, and the stroke of its mark.
  @Test func anEarlyYearOfTheHijra() async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])("توفي سنة 276هـ في بغداد")
    let mention = try #require(document.numbers?.first)
    #expect(mention.hijri == "0276")
    #expect(mention.iso == nil)
    #expect(document[mention.span] == "سنة 276هـ")
  }

  @Test(arguments: [
    "خطة اليوم التالي للحرب", "الأمين العام السابق", "رأس السنة الصينية", "أكد ذلك اليوم العالمي",
    "عشرة في الليلة الواحدة", "غنت في تلك الليلة",
  ])
  func noDate(_ text: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(
      text, metadata: ["date": .string("2024-06-12")])
    #expect((document.numbers ?? []).filter { $0.kind == .date }.map { document[$0.span] } == [])
  }

  @Test(arguments: [
    ("خسارته أمام روما 2 - 4 في الذهاب", "2 - 4"), ("بعد تعادلهما 1-1", "1-1"),
    ("خسر ريال مدريد 1-3 ذهابا", "1-3"),
    ("وانتصر 4-2", "4-2"), ("انتهت 1-صفر", "1-صفر"), ("بفوزه 123-104 على دنفر", "123-104"),
  ])
  func score(_ text: String, _ score: String) async throws {
    let document = try await Chain.make(["normalizer", "number-extractor"])(text)
    let found = (document.numbers ?? []).filter { $0.kind == .score }.map { document[$0.span] }
    #expect(found == [score])
  }

  /// The sets of a match are scores, a count after a victory is none.
  @Test func setsAndSeats() async throws {
    let chain = try await Chain.make(["normalizer", "number-extractor"])
    let sets = try chain("فازت 6-7 و6-4 و7-5 على أوستابنكو").numbers ?? []
    #expect(sets.map(\.kind) == [.score, .score, .score])
    let seats = try chain("بعد فوز الحزب 10-12 مقعدا").numbers ?? []
    #expect(seats.map(\.kind) == [.range])
  }
}
