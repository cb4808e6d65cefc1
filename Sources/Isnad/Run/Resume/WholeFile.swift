import SystemPackage

/// Reads small files whole, whatever pieces they come in.
public enum WholeFile {
  private static let chunk = 1 << 16

  /// The bytes of a file.
  /// - Parameter limit: in bytes.
  /// - Throws: `Errno`; `fileTooLarge` for a file of more than `limit` bytes, of which no more than that is read.
  public static func read(_ path: FilePath, limit: Int) throws(Errno) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      return try read(file, limit: limit)
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
  }

  /// What a file that is open holds from where it stands on.
  /// - Parameter limit: in bytes.
  /// - Throws: `Errno`; `fileTooLarge` for more than `limit` bytes, of which no more than that is read.
  public static func read(_ file: FileDescriptor, limit: Int) throws(Errno) -> [UInt8] {
    do {
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: chunk)
      while true {
        let got = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
        if got == 0 { return bytes }
        bytes += piece[..<got]
        guard bytes.count <= limit else { throw Errno.fileTooLarge }
      }
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
  }
}
