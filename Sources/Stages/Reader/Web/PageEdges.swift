import IsnadArabic

/// Which blocks of an article's element are its text: not the title, lists of links, invitations to read on, and what
/// is short before the first and behind the last paragraph.
enum PageEdges {
  /// A block of less is no paragraph by itself: a date, a name, "share".
  private static let shortLength = 30
  /// A heading of so many letters is a sentence even without a full stop.
  private static let longHeading = 110
  private static let sentenceEnds: [StaticString] = [
    ".", "؟", "!", "؛", "»", "\"", "”", "?", "…", "。", "！", "？", "」", "।", "۔",
  ]
  /// Those of a whole sentence alone.
  private static let fullStops: [StaticString] = [".", "!", "؟", "?", "。", "।", "۔"]
  private static let colons: [StaticString] = [":", "："]

  /// Beginnings of lines that say who wrote when and of what.
  private static let facts = LineOpenings(
    Language.own.spellings(.articleFact) + Language.own.spellings(.articleFactWord).map { $0 + " " })

  static func kept(_ blocks: [PageBlock], _ title: String?) -> [PageBlock] {
    let title = title.map { Array($0.utf8) }
    let isLink = blocks.map { $0.linkDensity > 0.5 }
    let good = blocks.indices.filter { index in
      let block = blocks[index]
      if isLink[index] || Invitation.begins(block) || block.bytes == title { return false }
      // "Suggested stories", before or behind them.
      let isBesideLinks = index > 0 && isLink[index - 1] || index + 1 < blocks.count && isLink[index + 1]
      return !isBesideLinks || isParagraph(block)
    }.map { blocks[$0] }
    guard var first = good.firstIndex(where: { isParagraph($0) && !isFact($0) || isLead($0, title) }),
      var last = good.lastIndex(where: { isParagraph($0) && !isFact($0) })
    else { return good }
    // The list that the last paragraph speaks of.
    if good[last].ends(in: colons) {
      while last + 1 < good.count, good[last + 1].isListItem { last += 1 }
    }
    guard first <= last else { return Array(good[first...first]) }
    // The time of the first post of a live blog, and its heading, as the others have theirs.
    if let opening = post(good, before: first), good[first...last].contains(where: isTime) { first = opening }
    let inner = Array(good[first...last])
    // A heading without a paragraph behind it is one of what was left out.
    let behind = inner.lastIndex { !$0.isHeading } ?? 0
    return inner.indices.filter { !inner[$0].isHeading || $0 < behind }.map { inner[$0] }
  }

  static func isParagraph(_ block: PageBlock) -> Bool {
    if block.isHeading { return false }
    if block.length >= shortLength { return true }
    return block.length > 12 && block.ends(in: sentenceEnds)
  }

  /// A sentence in a heading above the first paragraph: what the article begins with.
  private static func isLead(_ block: PageBlock, _ title: [UInt8]?) -> Bool {
    block.isHeading && !block.isPageHeading && isSentence(block) && block.bytes != title
  }

  static func isSentence(_ block: PageBlock) -> Bool {
    block.length >= longHeading
      || block.length >= 60 && block.ends(in: fullStops)
  }

  /// A line with a time of day and little else.
  private static func isTime(_ block: PageBlock) -> Bool {
    guard block.length <= 40 else { return false }
    let bytes = block.bytes
    return bytes.indices.dropFirst().dropLast().contains {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 - 1] &- 0x30 < 10 && bytes[$0 + 1] &- 0x30 < 10
    }
  }

  /// Where a post begins whose first paragraph stands at an index: with a time, or a time and a heading.
  private static func post(_ blocks: [PageBlock], before index: Int) -> Int? {
    guard index > 0 else { return nil }
    if isTime(blocks[index - 1]) { return index - 1 }
    guard index > 1, blocks[index - 1].isHeading, !blocks[index - 1].isPageHeading else { return nil }
    return isTime(blocks[index - 2]) ? index - 2 : nil
  }

  private static func isFact(_ block: PageBlock) -> Bool {
    guard block.length <= 90, !block.ends(in: fullStops) else { return false }
    return facts.begin(Invitation.folded(block.bytes))
  }
}
