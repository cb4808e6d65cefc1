extension Substring {
  /// Without spaces and line breaks at its ends.
  var trimmingSpace: String {
    var text = self
    while let first = text.unicodeScalars.first, first.value <= 0x20 { text = text.dropFirst() }
    while let last = text.unicodeScalars.last, last.value <= 0x20 { text = text.dropLast() }
    return String(text)
  }
}
