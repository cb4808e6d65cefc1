/// What a page says of how sure an annotation is.
public enum PageConfidence {
  private static let least = 0.5

  /// As likely wrong as right, which a card says.
  public static func isUnsure(_ confidence: Double) -> Bool { confidence < least }
}
