import Isnad

/// A number with what it measures, as it was read.
///
/// The mention is large and most parsers find nothing: it stands in a box, so that none is cheap to return.
struct FoundNumber {
  private final class Box {
    var mention: NumberMention
    init(_ mention: NumberMention) { self.mention = mention }
  }

  private var box: Box
  /// The token after the last one.
  var end: Int
  /// The scale that the number ends in, 1 without one.
  var lastScale = 1
  /// The token of a currency's word.
  var currencyWord: Int?
  /// For a date that is told from another one.
  var anaphor: DateAnaphor?
  /// The parts of a duration.
  var duration: [(ExactDecimal, DurationUnit)] = []

  init(mention: NumberMention, end: Int) {
    box = Box(mention)
    self.end = end
  }

  var mention: NumberMention {
    get { box.mention }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.mention) }
      yield &box.mention
    }
  }
}
