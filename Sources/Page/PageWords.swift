import Isnad

/// What the page calls things.
struct PageWords {
  let language: PageLanguage

  func label(_ label: EntityLabel) -> String {
    switch label {
    case .person: language("شخص", "person")
    case .place: language("مكان", "place")
    case .organisation: language("منظمة", "organisation")
    case .other: language("اسم آخر", "other name")
    case .group: language("جنسية أو جماعة", "nationality or group")
    default: label.rawValue
    }
  }

  func kind(_ kind: NumberMention.Kind) -> String {
    switch kind {
    case .cardinal: language("عدد", "number")
    case .counted: language("معدود", "counted")
    case .ordinal: language("ترتيب", "ordinal")
    case .fraction: language("كسر", "fraction")
    case .percentage: language("نسبة مئوية", "percentage")
    case .money: language("مبلغ", "money")
    case .quantity: language("مقدار", "quantity")
    case .duration: language("مدة", "duration")
    case .date: language("تاريخ", "date")
    case .time: language("وقت", "time")
    case .range: language("نطاق", "range")
    case .multiple: language("أضعاف", "multiple")
    case .score: language("نتيجة", "score")
    case .indefinite: language("عدد غير محدد", "no exact number")
    case .dual: language("مثنى", "dual")
    }
  }

  func kind(_ kind: Quote.Kind) -> String {
    switch kind {
    case .direct: language("كلام مباشر", "direct")
    case .indirect: language("كلام غير مباشر", "indirect")
    case .mixed: language("كلام بعضه مباشر", "mixed")
    }
  }

  func speaker(_ type: Quote.SpeakerType) -> String {
    switch type {
    case .named: language("باسمه", "by name")
    case .description: language("بوصفه", "by description")
    case .anonymous: language("من دون اسم", "without a name")
    case .implicit: language("فاعل مستتر", "implied subject")
    case .pronoun: language("بضمير", "by a pronoun")
    case .impersonal: language("بلا قائل معين", "nobody in particular")
    }
  }

  func event(_ event: Figure.Event) -> String {
    guard language == .arabic else { return event.rawValue }
    return switch event {
    case .killed: "قتلى"
    case .injured: "جرحى"
    case .missing: "مفقودون"
    case .detained: "معتقلون"
    case .released: "مفرج عنهم"
    case .displaced: "نازحون"
    case .captive: "رهائن"
    case .infected: "مصابون بمرض"
    case .participants: "مشاركون"
    case .votes: "أصوات"
    case .price: "سعر"
    case .cost: "تكلفة"
    case .revenue: "إيرادات"
    case .profit: "أرباح"
    case .loss: "خسائر"
    case .investment: "استثمار"
    case .aid: "مساعدات"
    case .trade: "تجارة"
    case .production: "إنتاج"
    case .population: "سكان"
    case .growth: "ارتفاع"
    case .decline: "انخفاض"
    case .share: "حصة"
    case .distance: "مسافة"
    case .size: "حجم"
    case .speed: "سرعة"
    case .temperature: "حرارة"
    case .goals: "أهداف"
    case .fine: "غرامة"
    case .salary: "أجر"
    case .buildings: "مبان"
    case .weapons: "أسلحة"
    case .attacks: "هجمات"
    case .voyages: "رحلات"
    }
  }

  var figures: String { language("من قال كم", "Who said how many") }
  var inferred: String { language("(استنتاجا)", "(inferred)") }
  var unknownSpeaker: String { language("قائل غير معروف", "unknown speaker") }
  var denied: String { language("ينفي", "denies") }
  var unsure: String { language("غير مؤكد", "uncertain") }
  var quotes: String { language("من قال ماذا", "Who said what") }
  var entities: String { language("الأسماء", "Names") }
  var numbers: String { language("الأرقام والتواريخ", "Numbers and dates") }
  var errors: String { language("ما لم ينجح", "What failed") }
  var paragraph: String { language("الفقرة", "Paragraph") }
  var quote: String { language("الاقتباس", "Quote") }
  var within: String { language("ضمن الاقتباس", "within quote") }
  var via: String { language("نقلًا عن", "via") }
  var cue: String { language("الفعل", "cue") }
  var allArticles: String { language("كل المقالات", "All articles") }
  var article: String { language("نص المقال", "Text of the article") }
  var nothing: String {
    language("لم يُستخرج من هذا المقال شيء.", "Nothing was found in this article.")
  }
  var figureColumns: [String] {
    language == .arabic
      ? ["كم", "ماذا", "أين", "متى", "من قال"] : ["Figure", "Event", "Place", "Time", "Source"]
  }
  var entityColumns: [String] {
    language == .arabic ? ["الاسم", "النوع", "المواضع"] : ["Name", "Kind", "Paragraphs"]
  }
  var numberColumns: [String] {
    language == .arabic ? ["كما كُتب", "القيمة", "النوع"] : ["As written", "Value", "Kind"]
  }
  var foreignColumns: [String] {
    language == .arabic
      ? ["كما كُتب", "ما قيل عنه", "القاعدة"] : ["As written", "What is said of it", "Rule"]
  }
}

/// Names that pages outside this module use as well.
public enum PageNames {
  public static func event(_ event: Figure.Event, _ language: PageLanguage) -> String {
    PageWords(language: language).event(event)
  }
}
