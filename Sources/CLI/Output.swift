import Isnad
import IsnadStages
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum StandardStreams {
  /// Takes the places of standard streams that are closed (`>&-`), so that no file opened later comes
  /// to stand in one of them. What is written there fails, as it should.
  static func hold() {
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

/// What the command says to people.
enum Output {
  /// Where standard error is for machines: what is said goes out as lines of JSON.
  @TaskLocal static var lines: LogLines?

  /// To standard output, for answers.
  /// - Throws: ``OutputFailure`` where it can't be written. A closed pipe is no error: whoever read has seen enough.
  static func print(_ text: String) throws(OutputFailure) {
    do {
      try FileDescriptor.standardOutput.writeAll(Array(shown(text + "\n").utf8))
    } catch Errno.brokenPipe {
    } catch {
      throw OutputFailure(reason: "\(error)")
    }
  }

  /// To standard error, for everything else.
  /// - Parameter members: the same as figures, for machines.
  static func report(_ text: String, _ members: [JSONValue.Member] = []) {
    if let lines { return lines.write(text, .info, members) }
    write(line: text)
  }

  static func write(line: String) { write(shown(line + "\n"), to: .standardError) }

  /// Without a line break after it; for people alone.
  static func reportInline(_ text: String) {
    if lines == nil { write(text, to: .standardError) }
  }

  static func report(_ diagnostic: Diagnostic) { report(Diagnostics([diagnostic])) }

  /// Problems with the lines where they are.
  static func report(_ problems: Diagnostics) {
    if let lines { return problems.items.forEach(lines.write) }
    var report = ProblemReport(isColoured: Terminal.standardError.isColoured)
    for problem in problems.items { self.report(report.text(problem)) }
  }

  /// A last look at what goes to a terminal: of control characters there are line breaks, tabs, and the colours that
  /// we write ourselves. What comes from outside was cleaned where it came in (`printable`).
  private static func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: { isControl($0) }) else { return text }
    var shown = String.UnicodeScalarView()
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar == "\u{1B}", let end = colourEnd(scalars, at) {
        shown.append(contentsOf: scalars[at..<end])
        at = end
        continue
      }
      shown.append(isControl(scalar) ? "\u{FFFD}" : scalar)
      at += 1
    }
    return String(shown)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value)
  }

  /// The end of a sequence that sets a colour: ESC, [, figures and semicolons, m.
  private static func colourEnd(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
    guard start + 1 < scalars.count, scalars[start + 1] == "[" else { return nil }
    let rest = scalars[(start + 2)...].prefix(12).drop { ("0"..."9").contains($0) || $0 == ";" }
    return rest.first == "m" ? rest.startIndex + 1 : nil
  }

  private static func write(_ text: String, to file: FileDescriptor) {
    do { try file.writeAll(Array(text.utf8)) } catch {}
  }
}

/// Standard output can't be written: a full disk, a device that takes nothing.
struct OutputFailure: Error {
  let reason: String

  var diagnostic: Diagnostic { Diagnostic(.unwritable, "standard output can't be written: \(reason).") }
}

enum Signals {
  /// Lets a write to a closed pipe fail instead of killing the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
