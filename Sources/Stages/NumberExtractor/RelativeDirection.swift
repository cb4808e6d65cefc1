/// What follows a date and moves it: الماضي one step back, بعد المقبل two steps on, الجاري none.
enum RelativeDirection {
  /// The same after two days: المقبلين.
  static func ofTwo(_ index: Int, _ words: TokenWords, _ limit: Int) -> Int? {
    let cursor = Cursor(words, at: index, limit: limit)
    return cursor.peek(.pastTwo) ? -1 : cursor.peek(.futureTwo) ? 1 : nil
  }

  static func at(_ index: Int, _ words: TokenWords, _ limit: Int) -> (steps: Int, end: Int)? {
    var cursor = Cursor(words, at: index, limit: limit)
    let hasPronoun = index + 1 < limit && cursor.accept(.relativePronoun)
    if cursor.accept(.past) { return (-1, cursor.index) }
    if cursor.accept(.future) { return (1, cursor.index) }
    if cursor.accept(.before, .past) { return (-2, cursor.index) }
    if cursor.accept(.after, .future) { return (2, cursor.index) }
    return !hasPronoun && cursor.accept(.present) ? (0, cursor.index) : nil
  }
}
