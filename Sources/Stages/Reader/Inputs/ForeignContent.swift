/// Files of other kinds than a text.
enum ForeignContent {
  /// What a file is whose first bytes are those of another kind than a text; nil for what may be one.
  static func kind(_ bytes: [UInt8]) -> String? {
    for (mark, kind) in marks where bytes.starts(with: mark) { return kind }
    // POSIX's mark of a tar archive stands behind the name of its first file.
    if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) { return "a tar archive" }
    return nil
  }

  private static let marks: [(bytes: [UInt8], kind: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive, as the files of Word and Excel are"),
    (Array("PK\u{5}\u{6}".utf8), "an empty zip archive"), (Array("%PDF-".utf8), "a PDF"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "a file of an old Word or Excel"),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "a rar archive"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    (Array("BZh".utf8), "a file packed by bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "a file packed by xz"),
    ([0x04, 0x22, 0x4D, 0x18], "a file packed by lz4"), (Array("PAR1".utf8), "a Parquet file"),
    (Array("ORC".utf8) + [0x0A], "an ORC file"), (Array("Obj".utf8) + [0x01], "an Avro file"),
    ([0x89, 0x50, 0x4E, 0x47], "an image"), ([0xFF, 0xD8, 0xFF], "an image"),
    (Array("GIF8".utf8), "an image"),
    (Array("{\\rtf".utf8), "a text in RTF"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]
}
