/// Puts numbered things back in order: each comes out when all before it have come in.
struct OrderWindow<Thing> {
  /// The number whose turn it is.
  private(set) var turn = 0
  private var waiting: [Int: Thing] = [:]

  /// How many wait for one before them.
  var count: Int { waiting.count }

  /// - Returns: what comes out now, in order; nothing where one before it is missing.
  mutating func add(_ thing: Thing, numbered number: Int) -> [Thing] {
    waiting[number] = thing
    var ready: [Thing] = []
    while let next = waiting.removeValue(forKey: turn) {
      ready.append(next)
      turn += 1
    }
    return ready
  }
}
