import Isnad

/// A number with what it measures, as it was read.
///
/// The mention is large and most parsers find nothing: it stands in a box, so that none is cheap to return.
struct FoundNumber {
  /// What only the parsers ask for.
  struct Details {
    /// The scale that the number ends in, 1 without one.
    var lastScale = 1
    /// The token of a currency's word.
    var currencyWord: Int?
    /// What a date says; for a date with a time of day, the date.
    var calendar: CalendarValue?
    /// For a date that is told from another one.
    var anaphor: DateAnaphor?
    /// Two by a noun in the dual.
    var isDual = false
    /// The parts of a duration.
    var duration: [(ExactDecimal, DurationUnit)] = []
  }

  private final class Box {
    var mention: NumberMention
    var details: Details

    init(_ mention: NumberMention, _ details: Details) {
      self.mention = mention
      self.details = details
    }
  }

  private var box: Box
  /// The token after the last one.
  var end: Int

  init(mention: NumberMention, end: Int) {
    box = Box(mention, Details())
    self.end = end
  }

  var mention: NumberMention {
    _read { yield box.mention }
    _modify {
      makeUnique()
      yield &box.mention
    }
  }

  var details: Details {
    _read { yield box.details }
    _modify {
      makeUnique()
      yield &box.details
    }
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&box) { box = Box(box.mention, box.details) }
  }
}
