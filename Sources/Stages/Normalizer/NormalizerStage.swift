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
    public var normalization = Normalization()
    public var emit = false
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "diacritics", \.normalization.diacritics, help: "Drop harakat, tanwin, shadda and Koranic marks."),
        OptionField("tatweel", \.normalization.tatweel, help: "Drop the tatweel (ـ)."),
        OptionField("alef", \.normalization.alef, help: "Write أ إ آ ٱ as ا."),
        OptionField("alef-maqsura", \.normalization.alefMaqsura, help: "Write ى as ي."),
        OptionField("teh-marbuta", \.normalization.tehMarbuta, help: "Write ة as ه."),
        OptionField(
          "presentation-forms", \.normalization.presentationForms,
          help: "Write the shapes of old encodings (ﻻ) as letters (لا)."),
        OptionField("persian-letters", \.normalization.persianLetters, help: "Write ی ک ہ as ي ك ه."),
        OptionField("digits", \.normalization.digits, help: "Write Arabic-Indic and Persian digits as 0-9."),
        OptionField(
          "invisible", \.normalization.invisible,
          help: "Drop bidi controls, zero-width characters and soft hyphens; make all spaces plain."),
        OptionField(
          "emit", \.emit, help: "Add the layer 'normalized': the text as these options make it."),
      ]
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
