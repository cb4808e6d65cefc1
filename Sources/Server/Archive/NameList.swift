#if Server && SQLite
  import IsnadPage

  /// Names or roles in a row, each in the direction of its own.
  enum NameList {
    static func write(_ names: some Collection<String>, _ language: PageLanguage, _ html: inout HTMLWriter) {
      for (index, name) in names.enumerated() {
        if index > 0 { html.text(language.comma) }
        html.element("bdi", QuoteCard.short(name))
      }
    }
  }
#endif
