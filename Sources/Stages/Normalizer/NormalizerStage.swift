import Isnad
import IsnadArabic

/// The text in normal form, with the way back; provided by `normalizer`.
public enum NormalizedLayer: LayerKey {
  public static let name = "normalized"
  public typealias Value = NormalizedText
}

extension NormalizedText: LayerValue {
  public var annotationCount: Int { 1 }

  public func encode(into sink: inout some AnnotationSink) {
    sink.begin()
    sink.string("text", String(decoding: bytes, as: UTF8.self))
    sink.end()
  }
}

/// Finds sentences and tokens, and normalises the text as its options say.
///
/// Tokens carry a match form of their own, which is always fully folded: what the options change
/// is the layer `normalized`, not what later stages find.
public struct NormalizerStage: Transform {
  public struct Options: StageOptions {
    private static let usual = Normalization()

    @StageOption("diacritics", help: "Drop harakat, tanwin, shadda and Koranic marks.")
    public var diacritics = Self.usual.diacritics

    @StageOption("tatweel", help: "Drop the tatweel (ـ).")
    public var tatweel = Self.usual.tatweel

    @StageOption("alef", help: "Write أ إ آ ٱ as ا.")
    public var alef = Self.usual.alef

    @StageOption("alef-maqsura", help: "Write ى as ي.")
    public var alefMaqsura = Self.usual.alefMaqsura

    @StageOption("teh-marbuta", help: "Write ة as ه.")
    public var tehMarbuta = Self.usual.tehMarbuta

    @StageOption("presentation-forms", help: "Write the shapes of old encodings (ﻻ) as letters (لا).")
    public var presentationForms = Self.usual.presentationForms

    @StageOption("persian-letters", help: "Write ی ک ہ as ي ك ه.")
    public var persianLetters = Self.usual.persianLetters

    @StageOption("digits", help: "Write Arabic-Indic and Persian digits as 0-9.")
    public var digits = Self.usual.digits

    @StageOption(
      "invisible", help: "Drop bidi controls, zero-width characters and soft hyphens; make all spaces plain.")
    public var invisible = Self.usual.invisible

    @StageOption("emit", help: "Add the layer 'normalized': the text as these options make it.")
    public var emit = false

    public init() {}

    /// The steps that are taken.
    var normalization: Normalization {
      var steps = Normalization()
      steps.diacritics = diacritics
      steps.tatweel = tatweel
      steps.alef = alef
      steps.alefMaqsura = alefMaqsura
      steps.tehMarbuta = tehMarbuta
      steps.presentationForms = presentationForms
      steps.persianLetters = persianLetters
      steps.digits = digits
      steps.invisible = invisible
      return steps
    }
  }

  public static let description = StageDescription(
    name: "normalizer", content: StageContent.normalizer,
    summary: "Finds sentences and tokens; normalises the text.",
    provides: [SentenceLayer.name, TokenLayer.name, NormalizedLayer.name],
    examples: [
      StageExample(
        "Marks and letter variants are folded, the original is kept",
        text: "أَكَّدَ المسؤولُ ذلــك.",
        expect: [
          ExpectedAnnotation("tokens", "أَكَّدَ", ["form": "اكد"]),
          ExpectedAnnotation("tokens", "ذلــك", ["form": "ذلك"]),
        ]),
      StageExample(
        "A step can be left out", text: "مدرسة أحمد", options: "{ emit: true, teh-marbuta: false }",
        expect: [ExpectedAnnotation("normalized", "مدرسة احمد")]),
    ])

  private let tokenizer = Tokenizer()
  private let splitter = SentenceSplitter()
  private let normalizer: Normalizer?

  public init(options: Options, context: StageContext) {
    normalizer = options.emit ? Normalizer(options.normalization) : nil
  }

  public func process(_ document: inout Document) {
    let tokens = tokenizer(document.text)
    let ranges = splitter(tokens, marks: QuotationMarks(tokens))
    document[SentenceLayer.self] = ranges.map { range in
      Sentence(
        span: TextSpan(tokens[range.lowerBound].start, tokens[range.upperBound - 1].end),
        tokens: range)
    }
    document[TokenLayer.self] = tokens
    if let normalizer { document[NormalizedLayer.self] = normalizer(document.text) }
  }
}
