/// The files of a new stage.
struct StageTemplate {
  let name: String

  /// `price_watch`
  var snake: String { name.replacing("-", with: "_") }

  /// `PriceWatch`
  var camel: String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

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
