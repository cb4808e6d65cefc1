#if Server
  import SystemPackage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  enum FolderCount {
    /// How many files a folder has, without the two dots and without the descriptor that reads it.
    static func entries(of folder: FileDescriptor) -> Int? {
      let own = dup(folder.rawValue)
      guard own >= 0, let stream = fdopendir(own) else { return nil }
      defer { closedir(stream) }
      var count = 0
      while readdir(stream) != nil { count += 1 }
      return max(0, count - 4)
    }
  }
#endif
