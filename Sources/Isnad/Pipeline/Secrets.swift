/// Values that must not be printed: those of options that are declared ``OptionTrait/secret``, and, where nobody can
/// declare anything, those whose names say so: of variables (`API_TOKEN`), of keys of a mapping that a program gets
/// (`password`).
public struct Secrets: Sendable {
  private static let words: Set<String> = [
    "password", "passwd", "passphrase", "pwd", "secret", "secrets", "token", "apikey", "credential",
    "credentials", "bearer", "auth", "authorization",
  ]
  /// Shorter values would take half of every message with them.
  private static let minLength = 3
  public static let mask = "***"

  private var values: Set<String> = []

  public init() {}

  /// What makes a key one that opens something.
  private static let locks: Set<String> = [
    "access", "account", "api", "client", "encryption", "host", "license", "master", "private", "secret",
    "service",
    "session", "signing", "ssh", "ssl", "storage", "tls",
  ]

  /// Whether a key of a mapping says so. Keys that sort, join or find something are none.
  static func isSecretKey(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return parts.contains(where: words.contains)
      || parts.contains("key") && parts.contains(where: locks.contains)
  }

  /// Whether what a variable stands for is for nobody's eyes.
  public static func isSecret(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return parts.contains(where: words.contains) || parts.count > 1 && parts.contains("key")
  }

  public mutating func insert(_ value: String) {
    if value.utf8.count >= Self.minLength { values.insert(value) }
  }

  /// The text with every secret masked.
  public func redact(_ text: String) -> String {
    guard !values.isEmpty else { return text }
    // The longest first: one secret may be part of another.
    return values.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.reduce(text) {
      $0.contains($1) ? $0.replacing($1, with: Self.mask) : $0
    }
  }

  public func redact(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.message = redact(diagnostic.message)
    diagnostic.suggestion = diagnostic.suggestion.map(redact)
    return diagnostic
  }

  public func redact(_ diagnostics: Diagnostics) -> Diagnostics {
    values.isEmpty ? diagnostics : Diagnostics(diagnostics.items.map(redact))
  }

  /// Takes in what stands under secret names of a tree.
  mutating func collect(_ node: YAMLNode, isSecret: Bool = false) {
    switch node.content {
    case .scalar(let scalar): if isSecret { insert(scalar.text) }
    case .sequence(let nodes): for node in nodes { collect(node, isSecret: isSecret) }
    case .mapping(let pairs):
      for pair in pairs {
        collect(pair.value, isSecret: isSecret || Self.isSecretKey(pair.key.scalar?.text ?? ""))
      }
    }
  }
}
