import Isnad

/// JSON with places for what a document has: `{"text": "{title}"}`.
struct MessageTemplate {
  /// Code points of the text that go into a message.
  private static let maxText = 1000
  private static let names = ["id", "title", "url", "date", "outlet", "text"]

  private let template: String

  init(_ template: String) { self.template = template }

  /// The JSON, each value written as the inside of a JSON string.
  func text(_ document: Document) -> String {
    var text = ""
    var rest = template[...]
    while let brace = rest.firstIndex(of: "{") {
      text += rest[..<brace]
      rest = rest[brace...]
      let name = Self.names.first { rest.hasPrefix("{\($0)}") }
      if let name {
        text += Self.inside(Self.value(name, document))
        rest = rest.dropFirst(name.count + 2)
      } else {
        text += "{"
        rest = rest.dropFirst()
      }
    }
    return text + rest
  }

  private static func value(_ name: String, _ document: Document) -> String {
    switch name {
    case "id": document.id
    case "text": String(String.UnicodeScalarView(document.text.string.unicodeScalars.prefix(maxText)))
    default: document.metadata[name]?.string ?? ""
    }
  }

  private static func inside(_ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return String(json.text.dropFirst().dropLast())
  }
}
