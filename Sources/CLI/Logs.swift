import Isnad
import IsnadStages
import Logging

/// Logs of the framework and of plug-ins, for people: a line each on standard error, `warning: …` where
/// it is more than news.
struct PlainLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let label = event.level >= .warning ? "\(event.level.rawValue): " : ""
    // Control characters of a plug-in are not the terminal's.
    Output.report(label + "\(event.message)".printableLine)
  }
}
