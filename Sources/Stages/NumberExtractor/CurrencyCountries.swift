/// Which currency a country's adjective makes of a currency's name, by the name's stem in match
/// form. Codes of ISO 4217.
enum CurrencyCountries {
  static let all: [(String, [String: String])] = [
    ("أميركي", ["دولار": "USD"]), ("أمريكي", ["دولار": "USD"]), ("كندي", ["دولار": "CAD"]),
    ("أسترالي", ["دولار": "AUD"]),
    ("نيوزيلندي", ["دولار": "NZD"]), ("تايواني", ["دولار": "TWD"]), ("سنغافوري", ["دولار": "SGD"]),
    ("إسترليني", ["جنيه": "GBP"]), ("استرليني", ["جنيه": "GBP"]),
    ("بريطاني", ["جنيه": "GBP", "باوند": "GBP"]),
    ("مصري", ["جنيه": "EGP", "ليره": "EGP", "قرش": "EGP"]),
    ("سوداني", ["جنيه": "SDG"]), ("لبناني", ["لير": "LBP", "جنيه": "LBP"]),
    ("سوري", ["لير": "SYP", "جنيه": "SYP"]),
    ("تركي", ["لير": "TRY"]), ("إيطالي", ["لير": "ITL"]),
    ("سعودي", ["ريال": "SAR"]), ("قطري", ["ريال": "QAR"]), ("عماني", ["ريال": "OMR"]),
    ("يمني", ["ريال": "YER"]),
    ("إيراني", ["ريال": "IRR"]), ("برازيلي", ["ريال": "BRL"]),
    ("كويتي", ["دينار": "KWD"]), ("أردني", ["دينار": "JOD"]), ("عراقي", ["دينار": "IQD"]),
    ("بحريني", ["دينار": "BHD"]),
    ("تونسي", ["دينار": "TND"]), ("جزائري", ["دينار": "DZD"]), ("ليبي", ["دينار": "LYD"]),
    ("صربي", ["دينار": "RSD"]),
    ("إماراتي", ["درهم": "AED"]), ("مغربي", ["درهم": "MAD"]),
    ("سويسري", ["فرنك": "CHF"]), ("هندي", ["روبي": "INR"]), ("باكستاني", ["روبي": "PKR"]),
    ("إندونيسي", ["روبي": "IDR"]),
    ("مكسيكي", ["بيزو": "MXN"]), ("أرجنتيني", ["بيزو": "ARS"]), ("فلبيني", ["بيزو": "PHP"]),
    ("روسي", ["روبل": "RUB"]),
    ("صيني", ["يوان": "CNY"]), ("ياباني", ["ين": "JPY"]), ("سويدي", ["كرون": "SEK"]),
    ("نرويجي", ["كرون": "NOK"]),
    ("دنماركي", ["كرون": "DKK"]), ("كوري", ["وون": "KRW"]), ("إسرائيلي", ["شيكل": "ILS", "شيقل": "ILS"]),
  ]

  /// The code of a currency's word in match form (any of its endings) for a country.
  static func code(word: String, in country: [String: String]) -> String? {
    country.first { word.hasPrefix($0.key) }?.value
  }

  /// Codes by country, ISO 3166-1, for the option `region`.
  static let regions: [String: [String: String]] = [
    "EG": ["جنيه": "EGP", "قرش": "EGP"], "SD": ["جنيه": "SDG"], "GB": ["جنيه": "GBP"], "LB": ["لير": "LBP"],
    "SY": ["لير": "SYP"],
    "TR": ["لير": "TRY"], "SA": ["ريال": "SAR", "هلل": "SAR"], "QA": ["ريال": "QAR"], "OM": ["ريال": "OMR"],
    "YE": ["ريال": "YER"],
    "IR": ["ريال": "IRR"], "KW": ["دينار": "KWD", "فلس": "KWD"], "JO": ["دينار": "JOD", "قرش": "JOD"],
    "IQ": ["دينار": "IQD"],
    "BH": ["دينار": "BHD", "فلس": "BHD"], "TN": ["دينار": "TND"], "DZ": ["دينار": "DZD"],
    "LY": ["دينار": "LYD"],
    "AE": ["درهم": "AED", "فلس": "AED"], "MA": ["درهم": "MAD", "سنتيم": "MAD"], "CH": ["فرنك": "CHF"],
    "IN": ["روبي": "INR"],
    "PK": ["روبي": "PKR"],
  ]

  /// Signs and abbreviations that stand for a currency, in match form.
  static let signs: [(String, String)] = [
    ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₪", "ILS"), ("₺", "TRY"), ("₽", "RUB"),
    ("₹", "INR"), ("USD", "USD"),
    ("EUR", "EUR"), ("GBP", "GBP"), ("EGP", "EGP"), ("SAR", "SAR"), ("AED", "AED"), ("QAR", "QAR"),
    ("KWD", "KWD"), ("JOD", "JOD"),
    ("LBP", "LBP"), ("JPY", "JPY"), ("CNY", "CNY"), ("IQD", "IQD"), ("BHD", "BHD"), ("OMR", "OMR"),
    ("MAD", "MAD"), ("TND", "TND"),
    ("DZD", "DZD"), ("ج.م", "EGP"), ("ج.م.", "EGP"), ("د.ك", "KWD"), ("د.ك.", "KWD"), ("ر.س", "SAR"),
    ("ر.س.", "SAR"), ("د.إ", "AED"),
    ("د.إ.", "AED"), ("ر.ق", "QAR"), ("د.أ", "JOD"), ("د.ا", "JOD"), ("ل.ل", "LBP"), ("ل.س", "SYP"),
    ("د.ب", "BHD"), ("ر.ع", "OMR"), ("د.ع", "IQD"),
    ("د.م", "MAD"), ("د.ت", "TND"), ("د.ج", "DZD"), ("د.ل", "LYD"), ("ر.ي", "YER"), ("ج.س", "SDG"),
  ]
}
