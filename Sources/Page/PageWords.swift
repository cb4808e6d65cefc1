import Isnad

/// What the page calls things, in Arabic, the language of those who read it.
enum PageWords {
  static func label(_ label: EntityLabel) -> String {
    switch label {
    case .person: "شخص"
    case .place: "مكان"
    case .organisation: "منظمة"
    case .other: "اسم آخر"
    case .group: "جنسية أو جماعة"
    default: label.rawValue
    }
  }

  static func kind(_ kind: NumberMention.Kind) -> String {
    switch kind {
    case .cardinal: "عدد"
    case .counted: "معدود"
    case .ordinal: "ترتيب"
    case .fraction: "كسر"
    case .percentage: "نسبة مئوية"
    case .money: "مبلغ"
    case .quantity: "مقدار"
    case .duration: "مدة"
    case .date: "تاريخ"
    case .time: "وقت"
    case .range: "نطاق"
    case .multiple: "أضعاف"
    case .score: "نتيجة"
    case .indefinite: "عدد غير محدد"
    case .dual: "مثنى"
    }
  }

  static func kind(_ kind: Quote.Kind) -> String {
    switch kind {
    case .direct: "كلام مباشر"
    case .indirect: "كلام غير مباشر"
    case .mixed: "كلام بعضه مباشر"
    }
  }

  static func speaker(_ type: Quote.SpeakerType) -> String {
    switch type {
    case .named: "باسمه"
    case .description: "بوصفه"
    case .anonymous: "من دون اسم"
    case .implicit: "فاعل مستتر"
    case .pronoun: "بضمير"
    case .impersonal: "بلا قائل معين"
    }
  }

  static func event(_ event: Figure.Event) -> String {
    switch event {
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

  static let figures = "من قال كم"
  static let inferred = "(استنتاجا)"
  static let unknownSpeaker = "قائل غير معروف"
  static let denied = "ينفي"
  static let quotes = "من قال ماذا"
  static let entities = "الأسماء"
  static let numbers = "الأرقام والتواريخ"
  static let errors = "ما لم ينجح"
  static let paragraph = "الفقرة"
  static let quote = "الاقتباس"
  static let allArticles = "كل المقالات"
  static let article = "نص المقال"
  static let nothing = "لم يُستخرج من هذا المقال شيء."
}

/// Names that pages outside this module use as well.
public enum PageNames {
  public static func event(_ event: Figure.Event) -> String { PageWords.event(event) }
}
