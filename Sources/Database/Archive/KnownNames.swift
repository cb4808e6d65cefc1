import IsnadArabic

extension Authority {
  /// Names of organisations that have nothing in common to the eye, and short forms of theirs, from the tables of the
  /// language.
  static let known = Authority(
    Language.own[.archiveNames].flatMap { entry in
      entry.words.dropFirst().map { Line(.same, label: "ORG", name: $0, other: entry.words[0]) }
    })
}
