import ArgumentParser
import Isnad
import IsnadStages
import Logging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How a run says on standard error what it has to say.
enum LogForm: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

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

/// The same for machines.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  let lines: LogLines

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members: [JSONValue.Member] = []
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (name, value) in all.sorted(by: { $0.key < $1.key }) {
      members.append(.init(name, .string("\(value)")))
    }
    lines.write("\(event.message)", event.level, members)
  }
}

/// Lines of JSON on standard error, an object each: `time`, `level`, `message`, what else is known, and what all lines of
/// a run have.
///
/// Nothing that comes from outside moves a terminal's cursor: JSON escapes the lower control characters, and the others
/// are replaced.
struct LogLines: Sendable {
  let keys: [JSONValue.Member]

  /// - Parameter pipeline: as the command line calls it.
  init(pipeline: String) {
    let run = String(UInt64.random(in: .min ... .max), radix: 16)
    keys = [.init("pipeline", .string(pipeline)), .init("run", .string(run))]
  }

  func write(_ message: String, _ level: Logger.Level = .info, _ members: [JSONValue.Member] = []) {
    Output.write(line: line(message, level, members, at: Date()))
  }

  func write(_ problem: Diagnostic) {
    let level: Logger.Level =
      switch problem.severity {
      case .error: .error
      case .warning: .warning
      case .note: .notice
      }
    var members: [JSONValue.Member] = [.init("code", .string(problem.code.rawValue))]
    if let place = problem.place {
      members.append(
        .init(
          "place",
          .object([
            .init("file", .string(place.file)), .init("line", place.line.map { .integer($0) } ?? .null),
            .init("column", place.column.map { .integer($0) } ?? .null),
          ])))
    }
    if let suggestion = problem.suggestion { members.append(.init("suggestion", .string(suggestion))) }
    write(problem.message, level, members)
  }

  func line(_ message: String, _ level: Logger.Level, _ members: [JSONValue.Member], at time: Date) -> String
  {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    var line: [JSONValue.Member] = [
      .init("time", .string(time.formatted(format))), .init("level", .string(level.rawValue)),
      .init("message", .string(message)),
    ]
    var names = Set(line.map(\.name))
    for member in members + keys where names.insert(member.name).inserted { line.append(member) }
    var json = JSONWriter()
    json.value(.object(line))
    return json.text
  }
}
