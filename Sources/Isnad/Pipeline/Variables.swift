/// `${NAME}`, `${NAME:-default}` and `${NAME:?message}` in the values of a pipeline file;
/// `$${` stands for `${` itself.
public struct Variables: Sendable {
  private let values: [String: String]

  public init(_ values: [String: String]) { self.values = values }

  /// Defaults inside defaults end here.
  private static let maxDepth = 16

  /// The text with its variables replaced.
  /// - Parameter secrets: takes in the values of variables whose names say that they are secret.
  /// - Throws: what is wrong, as a sentence: a variable without a value, or `${` without `}`.
  func expand(_ text: String, _ secrets: inout Secrets) throws(VariableError) -> String {
    try expand(text[...], &secrets, depth: 0)
  }

  private func expand(_ text: Substring, _ secrets: inout Secrets, depth: Int) throws(VariableError) -> String
  {
    guard text.contains("${") else { return String(text) }
    guard depth < Self.maxDepth else {
      throw VariableError(
        message: "more than \(Self.maxDepth) variables stand inside each other.", suggestion: nil)
    }
    var result = ""
    var rest = text
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.hasPrefix("${") {
        result += "${"
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("{") {
        guard let close = Self.end(of: rest) else {
          throw VariableError(message: "'${' has no '}'.", suggestion: "Write '$${' for '${' itself.")
        }
        let expression = rest[rest.index(after: rest.startIndex)..<close]
        result += try value(of: expression, &secrets, depth: depth)
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  /// The brace that closes the one with which the text begins; those of variables inside it are passed over.
  private static func end(of text: Substring) -> Substring.Index? {
    var depth = 0
    var dollars = 0
    for index in text.indices {
      switch text[index] {
      // Behind two of them it is a brace and no more.
      case "{" where depth == 0 || dollars == 1: depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      dollars = text[index] == "$" ? dollars + 1 : 0
    }
    return nil
  }

  private func value(
    of expression: Substring, _ secrets: inout Secrets, depth: Int
  ) throws(VariableError) -> String {
    let name = expression.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let operation = expression.dropFirst(name.count)
    guard !name.isEmpty, operation.isEmpty || operation.hasPrefix(":-") || operation.hasPrefix(":?")
    else {
      throw VariableError(
        message: "'${\(expression)}' is no variable.",
        suggestion: "Write ${NAME}, ${NAME:-default} or ${NAME:?message}.")
    }
    var value: String?
    if let given = values[String(name)], !given.isEmpty || operation.isEmpty {
      value = given
    } else if operation.hasPrefix(":-") {
      value = try expand(operation.dropFirst(2), &secrets, depth: depth + 1)
    }
    if let value {
      if Secrets.isSecret(String(name)) { secrets.insert(value) }
      return value
    }
    if operation.hasPrefix(":?"), operation.count > 2 {
      throw VariableError(message: "'\(name)' is not set: \(operation.dropFirst(2)).", suggestion: nil)
    }
    throw VariableError(
      message: "'\(name)' is not set.",
      suggestion: "Set it in the environment, or write ${\(name):-default}.")
  }
}

struct VariableError: Error {
  let message: String
  let suggestion: String?
}
