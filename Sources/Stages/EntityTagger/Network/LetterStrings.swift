import IsnadArabic

/// The strings of two to five letters of a word that stands between < and >: rows of the table of letters, whose
/// mean stands for a word without a vector (Zhao, Mudgal and Liang, "Generalizing Word Embeddings using Bag of
/// Subwords", 2018).
enum LetterStrings {
  private static let longest = 5
  /// Of a longer word the rest says nothing.
  private static let most = 60

  static func rows(_ forms: Span<UInt8>, _ form: TextSpan) -> [Int] {
    var rows: [Int] = []
    // Where letters begin; < stands before the first, > behind the last.
    let letters = (form.start..<form.end).filter { forms[$0] & 0xC0 != 0x80 }
    func add(_ hash: UInt64) { rows.append(Int(Fingerprint.finish(hash) & UInt64(NetworkShape.rows - 1))) }
    for first in 0...letters.count {
      var hash = Fingerprint.seed
      if first == 0 { hash = Fingerprint.step(hash, UInt8(ascii: "<")) }
      var place = max(first - 1, 0)
      for length in (first == 0 ? 2 : 1)...longest {
        guard place <= letters.count else { break }
        if place == letters.count {
          hash = Fingerprint.step(hash, UInt8(ascii: ">"))
        } else {
          let end = place + 1 < letters.count ? letters[place + 1] : form.end
          for byte in letters[place]..<end { hash = Fingerprint.step(hash, forms[byte]) }
        }
        place += 1
        if length > 1 { add(hash) }
        if rows.count == most { return rows }
      }
    }
    return rows
  }
}
