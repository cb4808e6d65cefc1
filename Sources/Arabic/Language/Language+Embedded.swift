import CLexicon

extension Language {
  /// The tables that lie in the program, read once.
  public static let embedded = Result<Language, LanguageError> { () throws(LanguageError) in
    var size = 0
    let start = isnad_language(&size)
    return try Language(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// The same for those that nobody hands tables to, such as the reader of an article's date. Where the tables can't be
  /// read, no stage starts, and these find nothing.
  public static let own = (try? embedded.get()) ?? Language([])
}
