import Isnad
import IsnadArabic

/// Finds names of people, places and organisations, and words for nationalities and groups.
///
/// A model reads the article; without one a lexicon and patterns do (a title before a name, a given name before an
/// unknown word, وزارة before a definite noun). Then it goes over the article once more: a name that was found once is
/// found everywhere, and its short form is tied to the full one.
public struct EntityTagger: Transform {
  /// Guidelines for names.
  public enum Scheme: String, OptionChoice {
    case news, anercorp
  }

  public struct Options: StageOptions {
    @StageOption(
      "model",
      help:
        "news is built in; accurate is an encoder that finds more and takes much longer, and lies in a file beside the command; none leaves names to lists and patterns; else a file that 'isnad train entity-tagger' has made.",
      .path(or: ["news", "accurate", "none"]))
    public var model = "news"

    @StageOption(
      "scheme",
      help:
        "The guideline for names, of model: accurate. news is ours; anercorp is that of ANERcorp, which leaves attached letters in names and وزارة out of them."
    )
    public var scheme = Scheme.news

    @StageOption(
      "gazetteers",
      help:
        "Lists of names of your own, heard before all else: files of lines with name, label and, if wanted, canonical form and id, with tabs between them. Labels may be your own too.",
      .path())
    public var gazetteers: [String] = []

    @StageOption(
      "labels", help: "Labels to find (PER, LOC, ORG, MISC, NORP, those of your lists); without it all.")
    public var labels: [String] = []

    @StageOption("min-confidence", help: "Entities that are less certain are left out.", in: 0...1)
    public var minConfidence = 0.0

    @StageOption(
      "document-pass",
      help: "Find names that occur once in full everywhere in the article, also in their short form.")
    public var documentPass = true

    public init() {}
  }

  public static let description = StageDescription(
    name: "entity-tagger", content: StageContent.entityTagger,
    summary: "Finds names of people, places and organisations, and nationality words.",
    requires: [TokenLayer.name, SentenceLayer.name], provides: [EntityLayer.name],
    examples: [
      StageExample(
        "Titles stay outside, the short form goes to the full name",
        text: "قال الرئيس الأميركي جو بايدن إن الاتفاق قريب. وأضاف بايدن أنه متفائل.",
        expect: [
          ExpectedAnnotation("entities", "جو بايدن", ["label": "PER", "name": "جو بايدن", "cluster": "c2"]),
          ExpectedAnnotation("entities", "بايدن", ["label": "PER", "name": "جو بايدن", "cluster": "c2"]),
          ExpectedAnnotation("entities", "الأميركي", ["label": "NORP"]),
        ]),
      StageExample(
        "A span starts after an attached preposition", text: "وصل الوفد إلى القاهرة وبغداد، ثم عاد لواشنطن.",
        expect: [
          ExpectedAnnotation("entities", "القاهرة", ["label": "LOC"]),
          ExpectedAnnotation("entities", "بغداد", ["label": "LOC"]),
          ExpectedAnnotation("entities", "واشنطن", ["label": "LOC"]),
        ]),
      StageExample(
        "Organisations by the noun that opens them",
        text: "أعلنت وزارة الصحة اللبنانية وجامعة القاهرة النتائج.",
        expect: [
          ExpectedAnnotation("entities", "وزارة الصحة اللبنانية", ["label": "ORG"]),
          ExpectedAnnotation("entities", "جامعة القاهرة", ["label": "ORG"]),
        ]),
      StageExample(
        "Ordinary words are none", text: "كان الطقس جميلا في المدينة صباح اليوم.", nothingIn: ["entities"]),
    ], rules: rules)

  /// What made its annotations.
  static let signature = description.signature

  let lexicon: NameLexicon
  let vocabulary: NameVocabulary
  private let gazetteer: PlaceGazetteer
  private let options: Options
  private let labels: Set<String>
  let model: ModelNames?
  private let listed: ListedNames?
  private let memos = Memos { NameMemo() }

  public init(options: Options, context: StageContext) throws {
    self.options = options
    labels = Set(options.labels)
    model =
      options.model == "none"
      ? nil : ModelNames(try ModelFile.named(options.model, scheme: options.scheme, context))
    let list = options.gazetteers.isEmpty ? nil : try NameList(options.gazetteers, context)
    listed = list.map(ListedNames.init)
    try Self.check(options.labels, known: (model?.model.chain.kinds ?? []) + (list?.labels ?? []), context)
    vocabulary = try NameVocabulary.of(context)
    do throws(NameLexiconError) {
      lexicon = try NameLexicon.embedded.get()
      gazetteer = try PlaceGazetteer.embedded.get()
    } catch {
      throw Diagnostic(.unreadable, "the lexicon of names can't be read: \(error).", at: context.place)
    }
  }

  /// - Parameter known: labels of the model and of the user's lists.
  /// - Throws: a ``Diagnostic`` for a label that no name ever gets.
  private static func check(_ labels: [String], known: [String], _ context: StageContext) throws(Diagnostic) {
    let standard = [EntityLabel.person, .place, .organisation, .other, .group].map(\.rawValue)
    let all = OrderedSet(standard + known)
    guard let unknown = labels.first(where: { !all.contains($0) }) else { return }
    let nearest =
      NearestName.of(unknown, in: all) ?? all.first { unknown.uppercased().hasPrefix($0) }
    throw Diagnostic(
      .invalidOption, "'labels' of 'entity-tagger' names '\(unknown)', a label that no name gets.",
      at: context.place,
      suggestion: nearest.map { "Did you mean '\($0)'?" } ?? "The labels: \(all.joined(separator: ", ")).")
  }

  public func process(_ document: inout Document) throws {
    guard let tokens = document.tokens, let sentences = document.sentences else { return }
    let words = memos.with { NameWords(tokens, lexicon, vocabulary, &$0) }
    let ranges = sentences.map(\.tokens)
    let found =
      try model.map { try $0.names(words, of: document.text, ranges) }
      ?? ranges.map { range in
        try WorkLimit.check()
        return NameFinder(words, in: range).find()
      }
    var candidates: [NameCandidate] = []
    for (names, range) in zip(found, ranges) {
      candidates += listed?.merged(names, words, in: range) ?? names
    }
    if options.documentPass { candidates = DocumentPass(words).complete(candidates) }
    var entities = EntityClusters(words, gazetteer, text: document.text).entities(from: candidates)
    PlaceResolver(words, gazetteer, country: document.metadata["country"]?.string).resolve(
      &entities, candidates)
    if !labels.isEmpty || options.minConfidence > 0 {
      entities.removeAll {
        !labels.isEmpty && !labels.contains($0.label.rawValue) || $0.confidence < options.minConfidence
      }
      for index in entities.indices { entities[index].id = index + 1 }
    }
    document[EntityLayer.self] = entities
  }
}
