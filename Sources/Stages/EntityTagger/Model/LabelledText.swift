import Isnad
import IsnadArabic
import IsnadText

/// Sentences as the chain has them, with the labels of the words that their tokens are part of.
struct LabelledText {
  let text: SourceText
  let words: NameWords
  /// Ranges of tokens.
  let sentences: [Range<Int>]
  /// Of each token, by their numbers in the list of labels.
  let labels: [Int]

  /// - Parameter names: all labels; what is none of them is `O`.
  init(_ sentences: [[EntityTraining.Token]], _ names: [String], _ lexicon: NameLexicon) {
    var text = ""
    var ends: [Int] = []
    /// The sentence of each word.
    var numbers: [Int] = []
    for (number, sentence) in sentences.enumerated() {
      for (place, token) in sentence.enumerated() {
        if !text.isEmpty { text += place == 0 ? "\n" : " " }
        text += token.text
        ends.append(text.utf8.count)
        numbers.append(number)
      }
    }
    self.text = SourceText(text)
    let tokens = Tokenizer()(self.text)
    words = NameWords(tokens, lexicon)
    let given = sentences.joined().map(\.label)
    var labels: [Int] = []
    var starts: [Int] = []
    var word = 0
    var last = -1
    for index in 0..<tokens.count {
      while word < ends.count - 1, tokens[index].start >= ends[word] { word += 1 }
      if last < 0 || numbers[word] != numbers[last] { starts.append(index) }
      // The second token of a word goes on with what the first began.
      let label = given[word]
      let inside = word == last && label.hasPrefix("B-") ? "I-" + label.dropFirst(2) : label
      var number = names.firstIndex(of: inside) ?? 0
      // A name that goes on without having begun begins here.
      let before = starts.last == index ? nil : labels.last
      if number > 0, number % 2 == 0, before != number, before != number - 1 { number -= 1 }
      labels.append(number)
      last = word
    }
    self.labels = labels
    self.sentences = zip(starts, starts.dropFirst() + [tokens.count]).map { $0..<$1 }
  }
}
