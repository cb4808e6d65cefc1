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
  /// To standard output, for answers.
  static func print(_ text: String) { write(text + "\n", to: .standardOutput) }

  /// To standard error, for everything else.
  static func report(_ text: String) { write(text + "\n", to: .standardError) }

  /// Without a line break after it.
  static func reportInline(_ text: String) { write(text, to: .standardError) }

  static func report(_ diagnostic: Diagnostic) { report(Diagnostics([diagnostic])) }

  /// Problems with the lines where they are.
  static func report(_ problems: Diagnostics) {
    var report = ProblemReport(isColoured: Terminal.standardError.isColoured)
    for problem in problems.items { self.report(report.text(problem)) }
  }

  /// A closed pipe is no error: whoever read has seen enough.
  private static func write(_ text: String, to file: FileDescriptor) {
    do { try file.writeAll(Array(text.utf8)) } catch {}
  }
}

enum Signals {
  /// Lets a write to a closed pipe fail instead of killing the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
