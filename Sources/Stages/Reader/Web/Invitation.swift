/// Lines that ask the reader to do something else.
enum Invitation {
  /// Beginnings that say so in any spelling, as ``folded(_:)`` has them.
  private static let openings: [[UInt8]] = bytes([
    "اقرا ايض", "اقرا المزيد", "اقرا كذلك", "اقرا اكثر", "اقرا في", "اقرا:", "اقرا |", "اقرا -", "اقراي ايض",
    "اقراوا ايض", "اقرووا ايض", "اقرووا", "طالع ايض", "طالع:", "طالعوا ايض", "شاهد ايض", "شاهد:",
    "شاهدوا ايض",
    "شاهد بالفيديو", "تابع ايض", "تابع:", "انظر ايض", "انظر:", "استمع ايض", "وايضا:", "ايضا:", "قد يهمك",
    "قد يعجبك",
    "ربما يعجبك", "مواضيع ذات صله", "مواضيع متعلقه", "مواد ذات صله", "اخبار ذات صله", "اخبار متعلقه",
    "مقالات ذات صله",
    "مقالات مرتبطه", "موضوعات ذات صله", "موضوعات متعلقه", "ذات صله", "تقارير ذات صله", "لقراءه المزيد",
    "لمزيد من التفاصيل", "لمزيد من الاخبار", "للمزيد من", "للاطلاع علي المزيد", "تابعونا", "تابعوا اخر",
    "اضغط هنا", "انقر هنا",
    "شاركنا", "انضم الي قنا", "انضموا الي قنا", "اشترك في", "اشتركوا في", "حمل تطبيق", "حملوا تطبيق",
    "جميع الحقوق محفوظه",
    "حقوق النشر", "read more", "read also", "also read", "see also", "related:", "related stories",
    "related articles",
    "recommended for you", "more on this", "follow us", "continue reading", "sign up", "subscribe",
    "click here",
    "watch:", "read:",
    "more:", "don't miss", "read next", "you may also like", "you might also like", "editors' picks",
    "most read",
    "share this", "copyright", "our standards:", "got a tip", "have a tip", "find us on", "join the conversation",
    "like us on", "contact the reporter", "view comments", "leave a comment", "advertisement", "story continues below", "all rights reserved", "get the latest",
    "download the app",
  ])
  /// Beginnings of sentences as well: they count where a link or a colon says that something follows.
  private static let doubtful: [[UInt8]] = bytes([
    "المزيد من", "تابعوا", "تابعنا", "للمزيد", "لمتابعه", "لمزيد من", "شارك ", "share", "more from",
    "انضم الي", "شاهد",
    "طالع", "اقرا", "related", "more on", "recommended",
  ])
  private static let maxLength = 160

  /// What a site says of its readers' comments.
  private static let notices: [[UInt8]] = ["الآراء الواردة", "مراجعة التعليقات", "التعليقات المنشورة"].map {
    Array($0.utf8)
  }

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  static func begins(_ block: PageBlock) -> Bool {
    if notices.contains(where: { contains(block.bytes, $0) }) { return true }
    guard block.length <= maxLength else { return false }
    let text = folded(block.bytes)
    if openings.contains(where: { text.starts(with: $0) }) { return true }
    guard doubtful.contains(where: { text.starts(with: $0) }) else { return false }
    return block.linkDensity > 0.3
      || block.length <= 40 && (text.last == UInt8(ascii: ":") || block.length <= 14)
  }

  /// A line's first letters in one spelling: small, without vowels and tatweel, one alif, one ya, one ha, and without
  /// marks before them.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for scalar in String(decoding: bytes.prefix(240), as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x064B...0x0652, 0x0670, 0x0640, 0x200B...0x200F, 0x202A...0x202E: continue
      case 0x0622, 0x0623, 0x0625, 0x0671: out += "ا".utf8
      case 0x0649, 0x0626, 0x06CC: out += "ي".utf8
      case 0x0624: out += "و".utf8
      case 0x0629: out += "ه".utf8
      case 0x2019: out += "'".utf8
      case 0x41...0x5A: out.append(UInt8(scalar.value) | 0x20)
      case 0x20, 0xA0: if let last = out.last, last != 0x20 { out.append(0x20) }
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0xAB, 0xBB, 0x2010...0x2027, 0x2030...0x203A,
        0x2190...0x27BF:
        // Marks before the first word say nothing.
        if !out.isEmpty { out += Array(String(scalar).utf8) }
      default: out += Array(String(scalar).utf8)
      }
    }
    // A blank before a colon is one too many.
    return Array(String(decoding: out, as: UTF8.self).replacing(" :", with: ":").utf8)
  }

  private static func contains(_ bytes: [UInt8], _ words: [UInt8]) -> Bool {
    guard bytes.count >= words.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      words.withUnsafeBufferPointer { words in
        (0...(bytes.count - words.count)).contains { start in
          var length = 0
          while length < words.count, bytes[start + length] == words[length] { length += 1 }
          return length == words.count
        }
      }
    }
  }
}
