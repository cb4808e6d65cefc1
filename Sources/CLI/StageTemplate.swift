/// The files of a new stage.
struct StageTemplate {
  let name: String

  /// `price_watch`
  var snake: String { StageNames.snake(name) }

  /// `PriceWatch`
  var camel: String { StageNames.camel(name) }

  var article: String { "قال الوزير سامي الحداد إن سعر الخبز لن يرتفع هذا العام.\n" }

  /// What the pipeline must find in the article.
  var pipelineTest: String {
    """
    cases:
      - name: words of the list are marked
        file: article.txt
        expect:
          \(snake):
            - { text: سعر, word: سعر }
            - { text: الخبز, word: الخبز }
        exact: true

    """
  }
}
