import CLexicon
import Isnad
import SystemPackage

/// Where models come from.
enum ModelFile {
  /// The model of features that lies in the program, read once for all stages.
  static let news = Result<TaggerModel, TaggerModelError> { () throws(TaggerModelError) in
    var size = 0
    let start = isnad_entity_model(&size)
    return try TaggerModel(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// - Parameters:
  ///   - name: `news`, `accurate`, or a path.
  ///   - scheme: the guideline for names; a model of features has only one.
  /// - Throws: a ``Diagnostic``.
  static func named(_ name: String, scheme: EntityTagger.Scheme, _ context: StageContext) throws
    -> any NameModel
  {
    let model: any NameModel
    switch name {
    case "news": model = try news.get()
    case "accurate": model = try read(try AccurateModel.path(context), scheme, context)
    default: model = try read(context.resolve(name), scheme, context)
    }
    if scheme != .news, !(model is EncoderNames) {
      throw Diagnostic(
        .invalidOption,
        "the model '\(name)' knows one guideline, and 'scheme: \(scheme.rawValue)' is another.",
        at: context.place, suggestion: "'model: accurate' knows both.")
    }
    return model
  }

  private static func read(
    _ path: FilePath, _ scheme: EntityTagger.Scheme, _ context: StageContext
  ) throws -> any NameModel {
    do {
      let file = try MappedFile(path, limit: EncoderModel.maxBytes)
      guard file.bytes.prefix(8).elementsEqual(EncoderModel.magic) else { return try TaggerModel(file.bytes) }
      guard let names = EncoderNames(try EncoderModel(file), scheme: scheme.rawValue, beside: try news.get())
      else {
        throw Diagnostic(
          .invalidOption, "the model '\(path)' has not learnt the scheme '\(scheme.rawValue)'.",
          at: context.place)
      }
      return names
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw Diagnostic(
        .unreadable, "the model '\(path)' can't be read: \(error).", at: context.place,
        suggestion: "'isnad train entity-tagger' makes one; 'news' and 'accurate' come with the command.")
    }
  }
}
