/// What a word of the tables under `Language/` is to the rules that read texts. A word may be of several classes.
///
/// Each class has its name in the tables (`half-of-day`) and is filled there and nowhere else: a rule asks for the
/// class, a linguist adds the words. The tables' check refuses a name that is no class, and a class without words.
public enum WordClass: UInt16, Sendable, CaseIterable {
  // MARK: The calendar (`calendar.tsv`)

  /// Before a feast: what follows says when.
  case beforeHoliday
  /// Behind a feast or a new year: it is one of another calendar.
  case otherCalendar
  /// The last weekday or day of a month.
  case lastOfMonth
  /// Before 4/22: it is a date and no fraction.
  case beforeFigures
  /// Before the number of a year: عام 2020.
  case yearWord
  /// Before four digits: they are an amount and no year.
  case beforeAmount
  /// Before four digits: they are a year.
  case beforeYear
  /// Opens a century: القرن العشرين.
  case centuryWord
  /// Before a month by itself: it is a time.
  case beforeMonth
  /// Two years follow: بين عامي 2010 و2012.
  case dualYear
  /// Behind years: those of the Islamic calendar.
  case hijriYears
  /// A month of the Gregorian calendar, in any of its habits: 1 to 12.
  case month
  /// A month of the Islamic calendar: 1 to 12.
  case hijriMonth
  /// A day of the week with its article: 1 for Monday to 7.
  case weekday
  /// A day of the week without its article: ثالث ثلاثاء.
  case bareWeekday
  /// A decade by its first year in the century; with the article too.
  case decade
  /// A day so many days from the one of writing: -1 for أمس.
  case dayFromToday
  /// A part of a period before it: early, middle, late, rest, weekend, and week-end for the end of one.
  case partOfPeriod
  /// Behind a year of the Islamic calendar.
  case hijriMark
  /// Behind a year of the Gregorian calendar.
  case gregorianMark
  /// A season by its number in EDTF: 21 for spring to 24.
  case season
  /// A month that is another word as well: it needs a day or a year beside it.
  case monthOfTwoSenses

  // MARK: Times of day (`clock.tsv`)

  /// Opens noon and midnight: منتصف النهار.
  case middleOfDay
  /// The night of منتصف الليل.
  case nightNoun
  /// The day of منتصف النهار.
  case noonNoun
  /// الساعة الماضية.
  case theHour
  /// الدقيقة الماضية.
  case theMinute
  /// Beside an hour: morning, noon, evening or night.
  case halfOfDay
  /// Behind بتوقيت: minutes east of Greenwich; - where clocks are set on in summer.
  case zone

  // MARK: Words of saying (`cues.tsv`)

  /// A lemma of saying and what it does: its number for the model, weak, denies, marks, clause, expects, opens, passive, governs-…
  case cue
  /// The past of a lemma of saying.
  case cuePast
  /// The present of a lemma of saying.
  case cuePresent
  /// The participle of a lemma of saying.
  case cueParticiple
  /// The verbal noun of a lemma of saying.
  case cueNominal
  /// Names the source of the sentence around it: بحسب. verb, from, to or as: what follows it.
  case cueParticle

  // MARK: Money (`currencies.tsv`)

  /// A noun of money (ISO 4217; - where several countries have it).
  case currencyNoun
  /// The dual of a noun of money (ISO 4217; - where several countries have it).
  case currencyNounDual
  /// The plural of a noun of money (ISO 4217; - where several countries have it).
  case currencyNounPlural
  /// A noun of a hundredth of a currency.
  case subunitNoun
  /// The plural of a noun of a hundredth of a currency.
  case subunitNounPlural
  /// The dual of a noun of a hundredth of a currency.
  case subunitNounDual
  /// A country behind a currency, without its endings, and which one it makes of the beginning of its name (match form).
  case currencyCountry
  /// The same for what has no endings.
  case currencyPlace
  /// What the beginning of a bare currency is by the option region.
  case currencyOfRegion
  /// A sign or abbreviation of a currency.
  case currencySign
  /// Beginnings of one currency in a document: دينار and دنانير.
  case currencyStem
  /// A currency that has a thousand parts where they are called thousandPart.
  case thousandParts
  /// A thousandth of a currency of thousandParts.
  case thousandPart

  // MARK: Past, next, this (`directions.tsv`)

  /// Behind a noun of time: a few of them.
  case fewWord
  /// Behind a span of time: it reaches up to today.
  case spanPast
  /// Behind a span of time: it begins today.
  case spanFuture
  /// هذه الساعة.
  case thisFeminine
  /// Before a length of time: so long ago.
  case beforeDistance
  /// ذلك العام: told from the date that the text has named.
  case thatWord
  /// اليوم التالي: told from the date that the text has named.
  case nextToNamed
  /// العام نفسه: the one that the text has named.
  case sameOfNamed
  /// Before اليوم التالي: it is a time.
  case beforeNamedDay
  /// اليوم التالي لذلك: what comes after it.
  case toIt
  /// نفس اليوم is another one.
  case sameWord
  /// هذا الشهر.
  case thisWord
  /// One step back: الشهر الماضي.
  case past
  /// One step on: الشهر المقبل.
  case future
  /// No step: الشهر الجاري.
  case present
  /// Between a time and its direction: الشهر الذي مضى.
  case relativePronoun
  /// Two days back: اليومين الماضيين.
  case pastTwo
  /// Two days on: اليومين المقبلين.
  case futureTwo
  /// Before a date: it lies ahead.
  case futureWord
  /// Another clause begins, or the past is told.
  case tenseStop

  // MARK: Lengths of time (`durations.tsv`)

  /// Before a noun of time: so long, لمدة ساعة.
  case beforeDuration
  /// Behind a noun of time: one whole, أسبوع كامل.
  case wholeWord
  /// By itself a length of time: استمر أسبوعا.
  case spanOfOne
  /// Behind عقود من: they are decades and no contracts.
  case timeNoun
  /// Before عقود: they are decades and no contracts.
  case beforeDecades
  /// Before في الثلاثين: somebody of that age.
  case personWord
  /// Before a number: so many years of a life.
  case ageWord
  /// Behind من: years of a life, من عمره.
  case lifeWord
  /// العقد الثالث من عمره is no age.
  case decadeOfLife
  /// A noun of time (ISO 8601: Y M W D H m S, and how many of them).
  case durationNoun
  /// The dual of a noun of time (ISO 8601: Y M W D H m S, and how many of them).
  case durationNounDual
  /// The plural of a noun of time (ISO 8601: Y M W D H m S, and how many of them).
  case durationNounPlural
  /// A definite noun of time before a direction: unit, how many it says by itself (- for none), how many units each is.
  case spanNoun
  /// A period of the calendar with its article: الشهر.
  case periodNoun
  /// A period of the calendar with what is written before it: للشهر.
  case attachedPeriod

  // MARK: Figures (`figures.tsv`)

  /// Between what one and another clause say.
  case figureClauseBreaks
  /// Opens a clause of its own: الذي, أن.
  case figureClauseOpeners
  /// To and from what something changes.
  case figureToAndFrom
  /// Prepositions.
  case figurePrepositions
  /// A number behind it is what something comes to: بلغ.
  case figureReaching
  /// A number behind it names and does not count: رقم 5.
  case figureNaming
  /// Hostages.
  case figureHostages
  /// Before a level: ارتفع إلى.
  case figureLevels
  /// Before the measure of a change: بنسبة.
  case figureByMeasure
  /// Of the figure before: منهم.
  case figureOfThem
  /// Between two numbers of one thing.
  case figureJoints
  /// يعادل: what follows is the same amount in another currency.
  case figureEquivalents
  /// Before a place in which something is.
  case figureInWords
  /// Places without a name: المملكة.
  case figureDescriptions
  /// From and to a place.
  case figureFromWords
  /// Before a place that is then no genitive.
  case figureNotHeads
  /// In a genitive of these a place is who acts.
  case figureActors
  /// Words of numbers, between a number and its noun.
  case figureNumerals
  /// هذا, تلك.
  case figureThese
  /// Behind it it is said among which something is the greatest, and not where it is: أكبر مصفاة في.
  case figureSuperlatives
  /// A place behind it names a time: بتوقيت غرينتش.
  case figureZones

  // MARK: Words that rules name one by one (`grammar.tsv`)

  /// Joins the two ends of a range.
  case until
  /// The word من.
  case from
  /// The word في.
  case inside
  /// The word ال.
  case articleAlone
  /// The word يوم.
  case dayWord
  /// The word عن.
  case about
  /// The word على.
  case on
  /// The word شهر.
  case monthWord
  /// The word بعد.
  case after
  /// The word ما.
  case what
  /// The word م.
  case letterMeem
  /// The word قبل.
  case before
  /// The word بين.
  case between
  /// The word هذا.
  case this
  /// The word أيام.
  case days
  /// The word الأخير.
  case theLast
  /// The word إلا.
  case except
  /// The word واحدة.
  case oneFeminine
  /// The word واحد.
  case oneMasculine
  /// The word و.
  case and
  /// The word بتوقيت.
  case inTimeOf
  /// The word اليوم.
  case today
  /// The word إلى.
  case to
  /// The word الهجري.
  case hijriAdjective
  /// The word العام.
  case theYear
  /// The word آخر.
  case last
  /// The word وفي.
  case andIn
  /// The word وذلك.
  case andThat
  /// The word والساعة.
  case hourWord
  /// The word ه.
  case letterHeh
  /// The word نقلا.
  case quotedFrom
  /// The word ناقص.
  case minus
  /// The word منتصف.
  case middle
  /// The word مايو.
  case may
  /// The word مابين.
  case betweenJoined
  /// The word ليلة.
  case night
  /// The word كل.
  case each
  /// The word قد.
  case already
  /// The word ق.
  case letterQaf
  /// The word فيما.
  case whereas
  /// The word فقط.
  case only
  /// The word فاتح.
  case firstOfMonth
  /// The word غير.
  case other
  /// The word غضون.
  case within
  /// The word غ.
  case letterGhain
  /// The word عيد.
  case feast
  /// The word عنه.
  case aboutIt
  /// The word ص.
  case letterSad
  /// The word خلال.
  case during
  /// The word حد.
  case limit
  /// The word توقيت.
  case timeOf
  /// The word تلو.
  case afterOne
  /// The word تلك.
  case thoseWord
  /// The word تحت.
  case under
  /// The word ت.
  case letterTeh
  /// The word به.
  case byIt
  /// The word بشهر.
  case inMonthWord
  /// The word بالتوقيت.
  case inLocalTime
  /// The word ب.
  case letterBeh
  /// The word ر.
  case letterReh
  /// The word دي.
  case di
  /// The word أو.
  case or
  /// The word أمس.
  case yesterday
  /// The word الواحدة.
  case theOne
  /// The word الهجرية.
  case hijriFeminine
  /// The word الميلادي.
  case gregorianAdjective
  /// The word الميلاد.
  case birth
  /// The word الموافق.
  case correspondingTo
  /// The word المحلي.
  case local
  /// The word الليلة.
  case theNight
  /// The word الصفر.
  case zeroDegrees
  /// The word البارحة.
  case lastNight
  /// The word الآن.
  case now
  /// The word الأسبوع.
  case theWeek
  /// The word الاثنين.
  case monday
  /// The word أكثر.
  case more
  /// The word أف.
  case ef
  /// The word أصل.
  case origin
  /// GMT, Greenwich mean time.
  case universalTime
  /// The word لآخر.
  case forLast

  // MARK: Days that bear a name (`holidays.tsv`)

  /// A day that bears a name: 12-25, hijri 10-01, easter -2, eastern-easter +1, weekday 4 of 4-11 (the fourth Thursday of November).
  case holiday

  // MARK: Units of measure (`measures.tsv`)

  /// Of a hundred.
  case percent
  /// Of a thousand.
  case permille
  /// Percentage points.
  case percentagePoint
  /// A unit (UCUM) behind a number, in words or as a sign, as it stands.
  case unitPhrase
  /// A noun of measure (UCUM).
  case unitNoun
  /// The dual of a noun of measure (UCUM).
  case unitNounDual
  /// The plural of a noun of measure (UCUM).
  case unitNounPlural

  // MARK: What bounds a number (`modifiers.tsv`)

  /// لتصل إلى 100: it came to be so much, and no more than it.
  case cameTo
  /// Before a number, which it bounds: نحو, ما لا يقل عن.
  case modifierBefore
  /// Behind a number, which it bounds: على الأقل.
  case modifierAfter

  // MARK: Nouns that are counted (`nouns.tsv`)

  /// Before a noun: two that one thing has, طرفي النزاع.
  case pairNoun
  /// Before عامين: they are general and not two years.
  case generalTitle
  /// Behind مئات: no noun that is counted.
  case clauseOfCrowd
  /// A noun in ة whose dual is two of it; without its article.
  case feminineNoun
  /// A noun with a broken plural, whose dual is two of it.
  case masculineNoun
  /// A noun with a plural in ون: only its dual in ان is two of it.
  case soundPluralNoun
  /// What only looks like a dual.
  case notDual
  /// A masculineNoun whose ين is a plural with the article.
  case pluralInNoun
  /// A masculineNoun whose construct is two of it: طرفي.
  case constructNoun
  /// Mine before they are two of another: زوجتي.
  case mineBeforeTwo
  /// Before واحد, beside the nouns of duals: صوت واحد.
  case nounWithOne
  /// A word of grammar or a frequent verb, which nobody counts.
  case functionWord
  /// A noun whose first letter looks like و, ب, ل or ي before it.
  case radicalFirstLetter
  /// A singular that newspapers leave without its alef after 11 to 99.
  case singularAfterTens
  /// A beginning of nouns and names that only look like a verb of the future: سيار.
  case notFuture

  // MARK: Words of numbers (`numbers.tsv`)

  /// Behind a fraction: it names a round or a season, ربع نهائي.
  case notWhole
  /// نص is a text before it is a half.
  case textWord
  /// Parts of so many: جزء من ألف.
  case partWord
  /// Behind نسبة 60: no percentage.
  case afterShare
  /// Before a number: it is one of a hundred, نسبة 60.
  case shareWord
  /// Before ضعف: twice as much.
  case beforeTwofold
  /// Before من ضعف: more than twice as much.
  case comparative
  /// ألف شكر counts nothing.
  case wishWord
  /// Behind a number: so many of somebody.
  case ofThem
  /// Zero; with the article too.
  case zero
  /// One to nine; with the article too.
  case unitNumber
  /// Ten; after a unit it makes a teen.
  case ten
  /// Twenty to ninety; with the article too.
  case tensNumber
  /// One hundred or two; with the article too.
  case hundred
  /// Before hundredEnding: ثلاث in ثلاثمئة. ة becomes ت.
  case hundredStem
  /// Behind hundredStem: مئة in ثلاثمئة.
  case hundredEnding
  /// Hundreds, where three to nine of them are counted.
  case countedHundreds
  /// Eleven and twelve in one word.
  case teen
  /// Before teenEnding: ثلاث in ثلاثتعشر.
  case teenStem
  /// Behind teenStem.
  case teenEnding
  /// A thousand and up, in the singular; its duals and accusative too.
  case scale
  /// A thousand and up, in the plural.
  case scalePlural
  /// First to tenth.
  case ordinal
  /// The first of eleventh, twenty-first; with the article too.
  case ordinalEleven
  /// One half to one tenth; with the article too.
  case fraction
  /// Two thirds and the like.
  case fractionDual
  /// Thirds that are counted: ثلاثة أرباع.
  case fractionPlural
  /// Fractions that Unicode has as one character.
  case fractionSign
  /// At least so much: عشرات.
  case indefinite
  /// ضعف, twice as much: once, twice or counted.
  case multiple
  /// Between a whole number and its decimals.
  case decimalPoint
  /// لست is "I am not" before it is "for six".
  case notSix

  // MARK: Numbers that name (`references.tsv`)

  /// A number behind it names one of them: رقم 5, المادة 6.
  case numberedThing
  /// Before a number or an ordinal: a station, القناة 12.
  case stationWord
  /// Before a number: a minute of a game.
  case minuteOfGame
  /// Before a number with a stroke: a law or a case.
  case lawWord
  /// Not far before a number: a resolution.
  case resolutionWord
  /// Before a number: a model or an index, أف 35.
  case modelWord
  /// Before الأول or الثاني: it ranks nothing, في المقام الأول.
  case rankIdiom
  /// Before an ordinal: a minute of a game.
  case minuteWord
  /// العالم الثالث ranks nothing.
  case worldWord
  /// الطابور الخامس ranks nothing.
  case columnWord
  /// Before 5-3: a reference and no score.
  case beforeReference
  /// Behind 1/4: a round of a cup.
  case roundWord
  /// Before المصري اليوم: a newspaper.
  case outletWord
  /// Before اليوم: a newspaper or a station.
  case outletName

  // MARK: Scores of games (`scores.tsv`)

  /// Behind 3-1: it is a score.
  case afterScore
  /// Not far before 3-1: it is a score.
  case resultWord

  // MARK: Sources of figures (`sources.tsv`)

  /// A source stands behind it: وفق, بحسب.
  case sourceParticle
  /// على ما أعلنت, كما قالت.
  case sourceRelative
  /// Between a particle and the source.
  case sourceLink
  /// Its subject is the source of a figure.
  case sourceVerb
  /// Its subject is the source only where it is somebody who counts.
  case countingVerb
  /// Its subject vouches for what it tells, without أن as well: وصف, حدد.
  case stanceVerb
  /// Its subject is the speaker before: مشيرا.
  case sourceParticiple
  /// أنهم: what was said begins.
  case sourceOfWhom
  /// أن and its kind.
  case sourceComplementiser
  /// أن, عن: what was said begins.
  case sourceOpening
  /// Somebody or something that can be a source.
  case sourceNoun
  /// دراسة, استطلاع: for it who has made it stands.
  case sourceDocument
  /// بحسب وصف المدعي: what somebody said, before who it is.
  case tellingNoun
  /// A preposition with و: another part of the sentence.
  case sourcePreposition
  /// The words of a source end.
  case sourceEnd
  /// وفقا للقانون: a measure and no source.
  case sourceMeasure

  // MARK: Reported speech (`speech.tsv`)

  /// ما, which asks for a clause.
  case whatHeSaid
  /// لكنه: a new clause of the same speaker.
  case butHe
  /// ولكنه: a new clause of the same speaker.
  case andButHe
  /// لكن: a new clause.
  case but
  /// وذلك خلال: the words are over.
  case occasionedBy
  /// A clause of the writer begins.
  case likewise
  /// A source without a name, whoever else is named beside it: مصدر مقرب من الوزير.
  case namelessSource
  /// Behind a particle, one's own words: حسب قوله. Whoever speaks is named elsewhere.
  case ownWords
  /// By itself beside a verb of saying: whoever spoke last.
  case lastSpeaker
  /// Brings somebody to the front, whom a word with ف answers: أما الوزير فقال.
  case asFor
  /// Before أن: the clause is when or how, بعد أن, and not what is said.
  case beforeThat
  /// Before a verb of saying: the writer tells what else was said.
  case thenSaid
  /// Behind a comma: the words are over, دون أن يوضح.
  case narratorTurn
  /// Behind في, behind a comma: the words are over, في إشارة إلى.
  case narratorOccasion
  /// Begins with م and ends as a participle in the accusative, and is none.
  case noParticiple
  /// A participle of what a speaker does beside speaking, in other forms: رافضة, مناشدين.
  case speakerParticiple
  /// Somebody speaks of himself.
  case firstPerson
  /// Opens a link to another article, which is no quote.
  case linkWord
  /// يذكر أن: the writer says it.
  case aside
  /// Opens من جهته and its kin.
  case sideHead
  /// من جهته, على صعيد آخر.
  case sideOfSentence
  /// A side by itself: بالمقابل.
  case sideAlone
  /// A relative clause opens a sentence.
  case relativeOpener
  /// Its و or ف is a letter of its root and no conjunction.
  case radicalConjunction
  /// Nobody in particular says it: يذكر أن.
  case impersonalVerb
  /// Before a cue: nobody says it.
  case negation
  /// Before a noun of saying: nobody says it, as in يمكن القول إن.
  case modalVerb
  /// Behind a cue: no speaker.
  case nobody
  /// Behind a cue: the writer, whom it is told.
  case toldWriter
  /// Between a subject and its verb.
  case beforeVerb
  /// A pronoun that speaks.
  case pronounSubject
  /// Opens what stands before a verb and its subject.
  case openingOfSide
  /// بحسب ما: a verb follows.
  case whatOfParticle
  /// Between the verb of بحسب ما and its subject.
  case resumptiveOfParticle
  /// A relative pronoun.
  case relative
  /// Its ل is a letter of its root and no preposition.
  case radicalLam
  /// Before the place of a post: السفير لدى.
  case beforePlace
  /// Between a verb and its speaker: when.
  case timeOfSpeech
  /// فضل عدم الكشف عن هويته: no part of the speaker.
  case detachedAdverb
  /// Its و is a letter of its root: وزير.
  case radicalWaw
  /// Papers that somebody gives out.
  case documentNoun
  /// Figures that somebody gives out.
  case figuresNoun
  /// Figures by themselves are no source.
  case nobodysFigures
  /// A clause begins.
  case speechConjunction
  /// Words after which no verb stands: عدم كشف.
  case beforeNoun
  /// من جهته, على صعيد آخر: between these and a verb nothing stands.
  case side
  /// Between a verb and its subject: فيه.
  case resumptive
  /// What one denies: التهم.
  case deniedThing
  /// Whom one tells: وكالة.
  case medium
  /// أن and its kind, with what may be attached.
  case complementiser
  /// Head of a noun phrase that can be a source, without a name.
  case sourceHead
  /// وفقا للقانون: a measure and no source.
  case notSource
  /// The words of a speaker end.
  case phraseEnd
  /// In these a speaker speaks: في بيان.
  case occasion
  /// Has the shape of a verbal noun and is a thing.
  case concreteNoun
  /// Says that something happens: مقتل.
  case verbalNoun

  // MARK: Names (`names.tsv`)

  /// A name begins with it, and goes on with the next word: عبد.
  case namePrefix
  /// Says whose son or daughter somebody is.
  case filiation
  /// Stands between the words of a name.
  case nameConnector
  /// The number of a king, behind his name: الثاني.
  case regnalOrdinal
  /// The next word belongs to it, so that both are one part of a name.
  case nameParticle
  /// A particle of foreign names, which short forms leave out.
  case foreignParticle
  /// Ways to write one word for son.
  case sonWord
  /// The cases of أبو, which are one part of a name.
  case fatherWord
  /// Belongs to the word before: نصر الله.
  case nameEnding
  /// What somebody is called follows: المعروف باسم.
  case calledWord
  /// Before somebody who is named for the sake of a relative.
  case kinshipWord
  /// An indefinite noun that a place's name follows at once.
  case placeNoun
  /// Before a name that is a town's even where a country has it.
  case townNoun
  /// Before a name that is not the town itself: محافظة دمشق.
  case otherPlaceNoun
  /// What a country, or a strip of land, is called before its name.
  case countryNoun
  /// Other words that names begin with, whatever stands behind them: فندق الجلاء.
  case nameOpener
  /// No part of the name of the state behind it.
  case stateNoun
  /// Before the name of an organisation it makes another one: مكتب الأمم المتحدة.
  case partOfOrganisation
  /// Behind a name it makes another one: أميركا الشمالية.
  case otherNameTail
  /// Opens names of two parts: وزارة السياحة والآثار.
  case coordinatedOrganisation
  /// An adjective in the name of an organisation that does not end in ي or ية.
  case organisationAdjective
  /// Behind an organisation, and no part of its name: البنك الخميس.
  case behindOrganisation
  /// Where two names of speakers are compared, a title that says nothing.
  case speakerTitle
  /// Where two names of speakers are compared, a word that alone names nobody.
  case speakerRole
  /// Where two names of speakers are compared, a given name that makes another of one family.
  case relativeName
  /// What Arabic names that have none of ع ح ص ض ظ ق come to without their vowels.
  case arabicSkeleton

  // MARK: Organisations (`organisations.tsv`)

  /// Names that articles use for one organisation: where an article has two of them, they are one.
  case organisationNames
  /// Names that the archive takes for one, whatever the articles: names that have nothing in common to the eye, and short forms.
  case archiveNames

  // MARK: Units of archives (`units.tsv`)

  /// Forms of one unit or noun, the key first: units by their sign, and nouns whose plural is another word. Endings (ا, ان, ين, ون, ات, ة) come off by themselves.
  case unitForms

  // MARK: Lines of pages (`pages.tsv`)

  /// A line that begins so asks the reader to do something else.
  case invitation
  /// A verb that asks for it before a stroke: اقرأ | …
  case invitationBeforeMark
  /// Begins sentences as well: it counts where a link or a colon says that something follows.
  case doubtfulInvitation
  /// The same, as a whole word.
  case doubtfulInvitationWord
  /// A link so named leads to what the line asks for.
  case linkName
  /// What a site says of its readers' comments.
  case commentNotice
  /// A line that begins so says who wrote when and of what.
  case articleFact
  /// The same, as a whole word.
  case articleFactWord

  // MARK: Dates of articles (`dates.tsv`)

  /// A date may hold it, and it says nothing.
  case idleInDate
  /// The same day in the other calendar follows.
  case sameDay
  /// Behind the figures of a time: the first half of the day.
  case beforeNoon
  /// Behind the figures of a time: the second half of the day.
  case afterNoon

  // MARK: Questions to an archive (`questions.tsv`)

  /// Before a colon it says what is asked for: القائل:بايدن.
  case questionField
}

extension WordClass {
  /// The class as the tables name it: `half-of-day`.
  public var name: String { Self.names[Int(rawValue)] }

  /// - Parameter name: as the tables have it.
  public init?(_ name: some StringProtocol) {
    guard let found = Self.numbers[String(name)] else { return nil }
    self = found
  }

  private static let names = allCases.map { name(of: $0) }
  private static let numbers = Dictionary(uniqueKeysWithValues: zip(names, allCases))

  /// halfOfDay is half-of-day.
  private static func name(of wordClass: WordClass) -> String {
    var name: [UInt8] = []
    for letter in String(describing: wordClass).utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
      if isCapital { name.append(UInt8(ascii: "-")) }
      name.append(isCapital ? letter | 0x20 : letter)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
