import ArgumentParser

/// For whom a command speaks.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
