/// Lines that ask the reader to do something else.
enum Invitation {
  private static let openings: [[UInt8]] = [
    "اقرأ أيضا", "اقرأ أيضًا", "اقرأ ايضا", "اقرا ايضا", "إقرأ أيضا", "إقرأ أيضاً", "اقرأ أيضاً", "اقرأ المزيد",
    "إقرأ المزيد",
    "اقرأ كذلك", "اقرأ:", "شاهد أيضا", "شاهد أيضاً", "شاهد:", "مواضيع ذات صلة", "مواد ذات صلة",
    "أخبار ذات صلة", "موضوعات ذات صلة",
    "المزيد من", "تابعوا", "تابعونا", "تابعنا", "للمزيد", "لمتابعة", "لمزيد من", "اضغط هنا", "انقر هنا",
    "شارك ", "شاركنا", "انضم إلى",
    "اشترك في", "حمل تطبيق", "جميع الحقوق محفوظة", "حقوق النشر", "Read more", "Read also", "Follow us",
    "Share",
  ].map { Array($0.utf8) }
  private static let maxLength = 160

  /// What a site says of its readers' comments.
  private static let notices: [[UInt8]] = ["الآراء الواردة", "مراجعة التعليقات", "التعليقات المنشورة"].map {
    Array($0.utf8)
  }

  static func begins(_ block: PageBlock) -> Bool {
    block.length <= maxLength && openings.contains { block.bytes.starts(with: $0) }
      || notices.contains { contains(block.bytes, $0) }
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
