@_exported import IsnadJSON
@_exported import OrderedCollections

/// What is known about a document besides its text, in the input's order.
///
/// Names that readers and stages agree on: `title`, `date` (ISO 8601), `outlet`, `url`,
/// `language` (BCP 47), `dateline`. Others pass through as they are.
public typealias Metadata = OrderedDictionary<String, JSONValue>
