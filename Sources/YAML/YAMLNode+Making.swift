extension YAMLNode {
  /// A scalar that stands in no file, such as a value from the command line.
  public init(scalar text: String, isPlain: Bool = true, place: YAMLPlace) {
    self.init(content: .scalar(Scalar(text: text, isPlain: isPlain)), place: place, size: 1)
  }

  /// A mapping with `key` set to `value`, after the keys that are there.
  public func setting(_ key: String, to value: YAMLNode) -> YAMLNode {
    var pairs = mapping ?? []
    let pair = Pair(key: YAMLNode(scalar: key, place: value.place), value: value)
    if let index = pairs.firstIndex(where: { $0.key.scalar?.text == key }) {
      pairs[index] = pair
    } else {
      pairs.append(pair)
    }
    return YAMLNode(content: .mapping(pairs), place: place, size: size + value.size + 1)
  }

  /// A mapping without some of its keys.
  public func without(_ keys: Set<String>) -> YAMLNode {
    guard let pairs = mapping else { return self }
    let rest = pairs.filter { pair in pair.key.scalar.map { !keys.contains($0.text) } ?? true }
    return YAMLNode(content: .mapping(rest), place: place, size: size)
  }

  public init(sequence nodes: [YAMLNode], place: YAMLPlace) {
    self.init(
      content: .sequence(nodes), place: place, size: nodes.reduce(1) { $0 + $1.size })
  }

  /// An empty mapping.
  public init(emptyMappingAt place: YAMLPlace) {
    self.init(content: .mapping([]), place: place, size: 1)
  }

  /// The same tree with every scalar's text replaced.
  public func mapScalars<E: Error>(
    _ transform: (Scalar, YAMLPlace) throws(E) -> Scalar
  ) throws(E) -> YAMLNode {
    switch content {
    case .scalar(let scalar):
      return YAMLNode(content: .scalar(try transform(scalar, place)), place: place, size: 1)
    case .sequence(let nodes):
      var mapped: [YAMLNode] = []
      for node in nodes { mapped.append(try node.mapScalars(transform)) }
      return YAMLNode(content: .sequence(mapped), place: place, size: size)
    case .mapping(let pairs):
      var mapped: [Pair] = []
      for pair in pairs {
        mapped.append(Pair(key: pair.key, value: try pair.value.mapScalars(transform)))
      }
      return YAMLNode(content: .mapping(mapped), place: place, size: size)
    }
  }

  /// The same tree with the file's name in every place.
  public func located(in file: String) -> YAMLNode {
    mapPlaces { YAMLPlace(line: $0.line, column: $0.column, file: file) }
  }

  /// The same tree, all of it at one place.
  public func located(at place: YAMLPlace) -> YAMLNode { mapPlaces { _ in place } }

  private func mapPlaces(_ transform: (YAMLPlace) -> YAMLPlace) -> YAMLNode {
    let content: Content =
      switch content {
      case .scalar: content
      case .sequence(let nodes): .sequence(nodes.map { $0.mapPlaces(transform) })
      case .mapping(let pairs):
        .mapping(
          pairs.map { Pair(key: $0.key.mapPlaces(transform), value: $0.value.mapPlaces(transform)) })
      }
    return YAMLNode(content: content, place: transform(place), size: size)
  }
}
