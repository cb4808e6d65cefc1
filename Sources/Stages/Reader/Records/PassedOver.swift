import Isnad

/// What an archive holds that is no article, by reason.
enum PassedOver {
  static func json(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
  }

  /// Of what ``json(_:)`` made; nothing for anything else.
  static func counts(_ json: JSONValue?) -> [String: Int] {
    guard case .object(let members)? = json else { return [:] }
    var counts: [String: Int] = [:]
    for member in members.prefix(64) {
      if let count = member.value.int, (0...(1 << 53)).contains(count) { counts[member.name] = count }
    }
    return counts
  }
}
