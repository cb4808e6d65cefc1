@_exported import Isnad

/// The stages of the distribution.
extension Registry {
  public static var standard: Registry {
    Registry(
      [
        ArticleReader.self, NormalizerStage.self, EntityTagger.self, NumberExtractor.self,
        QuoteAttributor.self, FigureLinker.self, FilterStage.self, SampleStage.self, SetStage.self,
        DeduplicateStage.self, ProcessStage.self,
      ],
      formats: [
        JSONLinesOutput.self, SummaryOutput.self, DelimitedOutput<Comma>.self, DelimitedOutput<Tab>.self,
        SQLiteOutput.self, PostgresOutput.self, CoNLLOutput.self, SpaCyOutput.self, LabelStudioOutput.self,
        BratOutput.self,
        HTMLOutput.self, WebhookOutput.self, OpenSearchOutput.self,
      ] + ReaderFormats.standard.all)
  }
}
