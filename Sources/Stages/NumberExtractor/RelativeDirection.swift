/// What follows a date and moves it: الماضي one step back, بعد المقبل two steps on, الجاري none.
enum RelativeDirection {
  /// The same after two days: المقبلين.
  static func ofTwo(_ index: Int, _ words: TokenWords) -> Int? {
    let cursor = Cursor(words, at: index)
    return cursor.peek(.pastTwo) ? -1 : cursor.peek(.futureTwo) ? 1 : nil
  }

  static func at(_ index: Int, _ words: TokenWords) -> (steps: Int, end: Int)? {
    var cursor = Cursor(words, at: index)
    let hasPronoun = index + 1 < words.limit && cursor.accept(.relativePronoun)
    if cursor.accept(.past) { return (-1, cursor.index) }
    if cursor.accept(.future) { return (1, cursor.index) }
    if cursor.accept(.before, .past) { return (-2, cursor.index) }
    if cursor.accept(.after, .future) { return (2, cursor.index) }
    return !hasPronoun && cursor.accept(.present) ? (0, cursor.index) : nil
  }
}
