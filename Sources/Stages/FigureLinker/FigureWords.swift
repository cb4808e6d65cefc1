import IsnadArabic

/// Words of grammar by which a figure's parts are told.
struct FigureWords: Sendable {
  /// Between what one and another clause say.
  let clauseBreaks: WordSet
  /// Words that open a clause of their own: الذي, أن.
  let openers: WordSet
  let toAndFrom: WordSet
  let prepositions: WordSet
  /// بلغ: a number behind it is what something comes to.
  let reaching: WordSet
  /// رقم 5, المادة 6, المركز 12: numbers that name and do not count.
  let naming: WordSet
  let hostages: WordSet
  let levels: WordSet
  let byMeasure: WordSet
  /// منهم: of the figure before.
  let ofThem: WordSet
  /// Between two numbers of one thing.
  let joints: WordSet
  /// Before the same amount in another currency.
  let equivalents: WordSet
  /// Before a place in which something is.
  let inWords: WordSet
  /// المملكة: places without a name.
  let descriptions: WordSet
  let fromWords: WordSet
  /// Before a place that is then no genitive.
  let notHeads: WordSet
  /// In a genitive of these a place is who acts.
  let actors: WordSet
  let numerals: WordSet
  /// هذا, تلك.
  let these: WordSet
  /// أكبر مصفاة في: where it is the greatest, and not where it is.
  let superlatives: WordSet
  /// بتوقيت غرينتش: a place that names a time.
  let zones: WordSet

  init(_ language: Language) {
    clauseBreaks = language.words(.figureClauseBreaks)
    openers = language.words(.figureClauseOpeners)
    toAndFrom = language.words(.figureToAndFrom)
    prepositions = language.words(.figurePrepositions)
    reaching = language.words(.figureReaching)
    naming = language.words(.figureNaming)
    hostages = language.words(.figureHostages)
    levels = language.words(.figureLevels)
    byMeasure = language.words(.figureByMeasure)
    ofThem = language.words(.figureOfThem)
    joints = language.words(.figureJoints)
    equivalents = language.words(.figureEquivalents)
    inWords = language.words(.figureInWords)
    descriptions = language.words(.figureDescriptions)
    fromWords = language.words(.figureFromWords)
    notHeads = language.words(.figureNotHeads)
    actors = language.words(.figureActors)
    numerals = language.words(.figureNumerals)
    these = language.words(.figureThese)
    superlatives = language.words(.figureSuperlatives)
    zones = language.words(.figureZones)
  }
}
