import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a pipeline's file for the commands that take one.
enum PipelineFile {
  /// The definition, and what is wrong with its shape. The name of a ready pipeline stands for its file.
  /// - Throws: a ``Diagnostic`` where the file can't be read.
  static func load(_ path: String) throws(Diagnostic) -> (PipelineDefinition, [Diagnostic]) {
    guard let ready = ReadyPipelines.path(named: path) else { return try load(file: path) }
    var (definition, problems) = try load(file: ready.string)
    definition.writeHere(CommandContext.current.registry)
    return (definition, problems)
  }

  private static func load(file path: String) throws(Diagnostic) -> (PipelineDefinition, [Diagnostic]) {
    let bytes: [UInt8]
    do {
      bytes = try read(FilePath(path))
    } catch {
      let hint = error == .noSuchFileOrDirectory ? ReadyPipelines.hint(path) : nil
      throw Diagnostic(.unreadable, "the pipeline '\(path)' can't be read: \(error).", suggestion: hint)
    }
    let loaded = PipelineLoader.load(bytes, file: path, variables: Variables(environment), read: include)
    guard !loaded.problems.isEmpty, loaded.definition.stages.isEmpty, !isNamedAsPipeline(path) else {
      return (loaded.definition, loaded.problems)
    }
    throw Diagnostic(
      .structure, "'\(path)' is no pipeline.",
      suggestion: "Name the pipeline first, then the article: isnad run pipeline.yaml \(path)")
  }

  private static func isNamedAsPipeline(_ path: String) -> Bool {
    ["yaml", "yml", "json"].contains(FilePath(path).extension?.lowercased() ?? "yaml")
  }

  private static func include(_ path: FilePath) throws(Diagnostic) -> [UInt8] {
    do throws(Errno) {
      return try read(path)
    } catch {
      var hint: String?
      if error == .noSuchFileOrDirectory {
        hint = ["Its path is relative to the file that includes it.", ReadyPipelines.hint(included: path)]
          .compactMap { $0 }.joined(separator: " ")
      }
      throw Diagnostic(
        .unreadable, "the included file '\(path)' can't be read: \(error).", suggestion: hint)
    }
  }

  private static func read(_ path: FilePath) throws(Errno) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      // One byte beyond what the parser takes is enough for it to refuse the file.
      while bytes.count <= YAMLLimits().bytes {
        let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if got == 0 { break }
        bytes.append(contentsOf: chunk[..<got])
      }
      return bytes
    } catch let error as Errno {
      throw error
    } catch {
      throw Errno.ioError
    }
  }

  static var environment: [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") {
        result[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return result
  }
}
