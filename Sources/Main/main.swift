import Dispatch
import IsnadCLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Before the concurrency runtime opens files of its own, which a closed stream would let into its place.
IsnadCommand.holdStandardStreams()
Task { await IsnadCommand.end() }
dispatchMain()
