/// Finds the entries of a feed (RSS, RDF, Atom) in its bytes, whether its XML is good or not: an entry that is
/// broken ends where its end tag, the next entry or the feed's end says, and its neighbours are found all the same.
///
/// Every byte is looked at a bounded number of times.
struct FeedScanner {
  struct Entry {
    let bytes: Range<Int>
    /// Which of ``heads`` it stands under.
    let head: Int
  }

  private(set) var entries: [Entry] = []
  /// From a feed's first element to its first entry; several where feeds stand one behind the other.
  private(set) var heads: [Range<Int>] = []
  private(set) var entities = FeedEntities()
  /// The first element of what is no feed.
  private(set) var firstElement: String?
  /// Whether the last feed is there to its end.
  private(set) var isClosed = false

  private let bytes: [UInt8]
  private var at = 0
  /// Whether it is known that no comment and no CDATA section ends from here on.
  private var endless = (comments: false, sections: false)
  private var root: [UInt8] = []

  /// - Parameter bytes: a feed in UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scan()
  }

  private mutating func scan() {
    var headStart: Int?
    func endHead(_ end: Int, _ heads: inout [Range<Int>]) {
      if let start = headStart { heads.append(start..<end) }
      headStart = nil
    }
    while let open = find("<", from: at) {
      at = open
      if skipsSection() { continue }
      if has("<!", at: at) {
        let isType = root.isEmpty && !entities.areDeclared && has("<!DOCTYPE", at: at)
        at = isType ? entities.read(bytes, from: at) : at + 2
        continue
      }
      let isEnd = has("</", at: at)
      let name = self.name(at: at + (isEnd ? 2 : 1))
      guard !name.isEmpty else {
        at += 1
        continue
      }
      let tagEnd = find(">", from: at).map { $0 + 1 } ?? bytes.count
      if isEnd {
        if name == root, !root.isEmpty {
          endHead(open, &heads)
          isClosed = true
        }
        at = tagEnd
        continue
      }
      let local = Array(name.split(separator: UInt8(ascii: ":")).last ?? [])
      if isClosed || root.isEmpty {
        at = tagEnd
        guard Self.roots.contains(local) else {
          if firstElement == nil { firstElement = String(decoding: name, as: UTF8.self) }
          // A page that shows a feed is none.
          if root.isEmpty, local.map({ $0 | 0x20 }) == Array("html".utf8) { return }
          continue
        }
        root = name
        isClosed = bytes[..<tagEnd].dropLast().last == UInt8(ascii: "/")
        headStart = open
        continue
      }
      if Self.entries.contains(local), isOwn(name) {
        endHead(open, &heads)
        let end = entryEnd(name, from: tagEnd)
        entries.append(Entry(bytes: open..<end, head: heads.count - 1))
        at = end
      } else {
        at = tagEnd
      }
    }
    endHead(bytes.count, &heads)
  }

  private static let roots = ["rss", "feed", "RDF"].map { Array($0.utf8) }
  private static let channel = Array("channel".utf8)
  private static let entries = ["item", "entry"].map { Array($0.utf8) }

  /// Whether an entry's name is in the feed's own namespace: without a prefix, with that of the feed's first
  /// element, or with one of those that are usual for it.
  private func isOwn(_ name: [UInt8]) -> Bool {
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return true }
    let prefix = name[..<colon]
    return root.starts(with: name[...colon])
      || ["rss", "atom", "a"].contains { prefix.elementsEqual($0.utf8) }
  }

  /// Where an entry ends whose start tag ends at an index.
  private mutating func entryEnd(_ name: [UInt8], from: Int) -> Int {
    if bytes[..<from].dropLast().last == UInt8(ascii: "/") { return from }
    at = from
    while let open = find("<", from: at) {
      at = open
      if has("<![CDATA[", at: at) || has("<!--", at: at) {
        if let broken = skipSection(within: name) { return broken }
        continue
      }
      if has("</", at: at) {
        if isName(name, at: at + 2) { return find(">", from: at).map { $0 + 1 } ?? bytes.count }
        // The feed goes on or ends without the entry's end.
        if isName(root, at: at + 2) || isName(Self.channel, at: at + 2) { return at }
        at += 2
      } else if isName(name, at: at + 1) {
        return at
      } else {
        at += 1
      }
    }
    return bytes.count
  }

  /// Skips a comment or a CDATA section in an entry.
  /// - Returns: nil, or where the entry ends whose section does not.
  private mutating func skipSection(within name: [UInt8]) -> Int? {
    let isComment = has("<!--", at: at)
    let end: StaticString = isComment ? "-->" : "]]>"
    let isEndless = isComment ? endless.comments : endless.sections
    let mark = end.withUTF8Buffer { $0[0] }
    at += 4
    /// Behind the first end tag of the entry within the section.
    var firstEnd: Int?
    while at < bytes.count {
      if bytes[at] == mark, has(end, at: at) {
        at += 3
        return nil
      }
      if bytes[at] == UInt8(ascii: "<"), has("</", at: at), isName(name, at: at + 2),
        let close = find(">", from: at, within: 256).map({ $0 + 1 })
      {
        firstEnd = firstEnd ?? close
        if isEndless { break }
        var next = close
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        // Nobody writes of feeds in a feed: the section was never closed.
        let isEntry = has("<", at: next) && isName(name, at: next + 1)
        if isEntry || has("</channel", at: next) || has("</", at: next) && isName(root, at: next + 2) {
          return close
        }
      }
      at += 1
    }
    if isComment { endless.comments = true } else { endless.sections = true }
    return firstEnd ?? bytes.count
  }

  /// Skips what is no element: a comment, a CDATA section, an instruction.
  private mutating func skipsSection() -> Bool {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
      as [(StaticString, StaticString)]
    where has(start, at: at) {
      var place = at + start.utf8CodeUnitCount
      while place < bytes.count, !has(end, at: place) { place += 1 }
      at = min(bytes.count, place + end.utf8CodeUnitCount)
      return true
    }
    return false
  }

  /// The name of an element that begins at an index; empty where none does.
  private func name(at index: Int) -> [UInt8] {
    guard index < bytes.count, Self.isLetter(bytes[index]) else { return [] }
    return Array(bytes[index...].prefix(64).prefix { Self.isLetter($0) || Self.isInName($0) })
  }

  /// Whether the name of an element that begins at an index is this one.
  private func isName(_ name: [UInt8], at index: Int) -> Bool {
    guard index + name.count <= bytes.count, !name.isEmpty else { return false }
    for place in name.indices where bytes[index + place] != name[place] { return false }
    let end = index + name.count
    return end == bytes.count || !(Self.isLetter(bytes[end]) || Self.isInName(bytes[end]))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private func find(_ character: Unicode.Scalar, from: Int, within distance: Int = .max) -> Int? {
    let byte = UInt8(truncatingIfNeeded: character.value)
    let end = from + min(distance, bytes.count - from)
    return bytes.withUnsafeBufferPointer { ByteSearch.first(byte, in: $0, from: from, to: end) }
  }

  private func has(_ text: StaticString, at index: Int) -> Bool {
    text.withUTF8Buffer { text in
      guard index + text.count <= bytes.count else { return false }
      for place in text.indices where bytes[index + place] != text[place] { return false }
      return true
    }
  }
}
