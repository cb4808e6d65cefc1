/// A part of what is checked before a run, in this order; each can be asked for alone.
public enum CheckPhase: String, Sendable, CaseIterable {
  /// The file can be read, is YAML, and its variables have values.
  case syntax
  /// Keys, stages and branches are where they belong.
  case structure
  /// Options have names and values that their stages know.
  case options
  /// Every layer that a stage needs is there when it is needed.
  case dataFlow = "data-flow"
  /// Stages can be made; files, folders, commands and plug-ins are there.
  case environment
}

extension Diagnostic.Code {
  /// The phase that finds it.
  public var phase: CheckPhase {
    switch self {
    case .unreadable, .yamlSyntax, .yamlTooLarge, .duplicateKey, .unsetVariable: .syntax
    case .structure, .unknownKey, .unknownStage, .duplicateID, .missingReader, .includeCycle: .structure
    case .unknownOption, .invalidOption, .missingOption, .deprecatedOption: .options
    case .missingLayer, .conditionalLayer, .unusedLayer, .layerClash: .dataFlow
    default: .environment
    }
  }
}
