#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What happens when a plug-in's process has ended and something is written to it.
enum BrokenPipe {
  /// Makes the write fail, and with it one document. Unasked, the signal SIGPIPE would end the program that the pipeline
  /// runs in. A program that handles the signal itself goes on doing so.
  static func fails() {
    let before = signal(SIGPIPE, SIG_IGN)
    // 1 is the address that stands for a signal that is ignored.
    if let before, unsafeBitCast(before, to: Int.self) != 1 { signal(SIGPIPE, before) }
  }
}
