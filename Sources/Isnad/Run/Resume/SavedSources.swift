/// What a run has left on the disk of the sources that it asks again and again.
extension Pipeline {
  /// The sources of all its readers, as the checkpoint knows them. A run that goes on meanwhile saves it now and then.
  /// - Throws: a ``Diagnostic`` where the checkpoint can't be read.
  public func savedSources() throws -> [SourceState] {
    var checkpoint: Checkpoint?
    if let path = settings.checkpoint.map(context.resolve) {
      do {
        checkpoint = try CheckpointFile.read(path)
      } catch {
        throw CheckpointFile.named(error, path)
      }
    }
    var sources: [SourceState] = []
    for (index, reader) in readers.enumerated() {
      let saved =
        settings.mode == .continuous
        ? checkpoint?.position[readerIDs[index]] : checkpoint?.reader == index ? checkpoint?.position : nil
      sources += try reader.sources(at: saved.flatMap { $0.isNull ? nil : $0 })
    }
    return sources.map { $0.masked(secrets) }
  }
}
