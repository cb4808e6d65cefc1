#if PostgreSQL
  import Isnad

  /// Rows as COPY reads them: a tab between two values, `\N` for none.
  struct CopyText {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func add(_ cell: Cell) {
      switch cell {
      case .null: raw("\\N")
      case .integer(let value): raw(String(value))
      case .decimal(let value): raw(value.description)
      case .text(let text): add(text)
      }
    }

    mutating func add(_ text: String) {
      separate()
      for byte in text.utf8 {
        switch byte {
        // PostgreSQL has no such letter.
        case 0: bytes += [0xEF, 0xBF, 0xBD]
        case UInt8(ascii: "\\"): bytes += [byte, byte]
        case 0x0A: bytes += Array("\\n".utf8)
        case 0x0D: bytes += Array("\\r".utf8)
        case 0x09: bytes += Array("\\t".utf8)
        default: bytes.append(byte)
        }
      }
    }

    mutating func endRow() {
      bytes.append(0x0A)
      isFirst = true
    }

    private mutating func raw(_ text: String) {
      separate()
      bytes += Array(text.utf8)
    }

    private mutating func separate() {
      if !isFirst { bytes.append(0x09) }
      isFirst = false
    }
  }

  /// Words as a `tsvector` has them: each with the places where it stands.
  enum SearchVector {
    /// What a vector holds at the most: a megabyte in all, two kilobytes a word, so many places of a word, and no place
    /// beyond the last.
    private static let maxBytes = 600_000
    private static let maxWord = 2_000
    private static let maxPlaces = 200
    private static let lastPlace = 16_383

    /// - Parameter parts: words apart by spaces; those of the first part weigh more.
    static func text(_ parts: [String]) -> String {
      var places: OrderedDictionary<Substring, [String]> = [:]
      var place = 0
      for (part, words) in parts.enumerated() {
        let weight = part == 0 && parts.count > 1 ? "A" : ""
        for word in words.split(separator: " ") where word.utf8.count <= maxWord {
          place += 1
          guard places[word]?.count ?? 0 < maxPlaces else { continue }
          places[word, default: []].append("\(min(place, lastPlace))\(weight)")
        }
      }
      var text = ""
      var bytes = 0
      for (word, places) in places {
        bytes += word.utf8.count + places.count * 2 + 8
        guard bytes <= maxBytes else { break }
        if !text.isEmpty { text += " " }
        let quoted = word.replacing("\\", with: "\\\\").replacing("'", with: "''").replacing("\0", with: "")
        text += "'\(quoted)':\(places.joined(separator: ","))"
      }
      return text
    }
  }
#endif
