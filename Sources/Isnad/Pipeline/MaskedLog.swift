import Logging

/// Logs what stages and their programs say, with every secret of the pipeline masked.
struct MaskedLogHandler: LogHandler {
  private var base: any LogHandler
  private let secrets: Secrets

  init(_ base: any LogHandler, _ secrets: Secrets) {
    self.base = base
    self.secrets = secrets
  }

  var metadata: Logger.Metadata {
    get { base.metadata }
    set { base.metadata = newValue }
  }
  var logLevel: Logger.Level {
    get { base.logLevel }
    set { base.logLevel = newValue }
  }
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { base[metadataKey: key] }
    set { base[metadataKey: key] = newValue }
  }

  func log(event: LogEvent) {
    var event = event
    event.message = "\(secrets.redact("\(event.message)"))"
    base.log(event: event)
  }
}
