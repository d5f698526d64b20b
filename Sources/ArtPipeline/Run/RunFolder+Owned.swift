import ArtFiles

extension RunFolder {
  /// Checks that a file or folder which a person names belongs to no run: a checkpoint or a sheet of a run folder is
  /// written by `artpipe run` alone, which holds the folder's lock.
  ///
  /// - Throws: ``PipelineError`` that names the run folder.
  func checkBelongsToNoRun(_ name: String) throws(PipelineError) {
    let path = path(of: name)
    var (folder, rest) = Paths.split(Paths.real(path) ?? Paths.join(Paths.real(self.path) ?? self.path, name))
    while true {
      if RunFolder(folder).isOfRun(rest) {
        throw PipelineError(
          .cannotWrite, "\(path): this belongs to the run in \(folder), which writes it; give --output another name")
      }
      let (above, last) = Paths.split(folder)
      if above == folder { return }
      (folder, rest) = (above, "\(last)/\(rest)")
    }
  }
}

extension RunFolder {
  fileprivate func isOfRun(_ name: String) -> Bool {
    switch try? Manifest.find(in: self) {
    case .manifest(let manifest, _): manifest.isOfRun(name)
    // Other programs have files of this name too.
    case .nothing, .damaged: false
    // A newer version's.
    case nil: exists(name)
    }
  }
}

extension Manifest {
  /// Whether a name in the run's folder is that of a file or folder which the run writes.
  fileprivate func isOfRun(_ name: String) -> Bool {
    let first = name.prefix { $0 != "/" }
    return name == Self.fileName || Paths.isHidden(name)
      || (movedAside ?? []).contains { $0.movedTo == first || $0.movedTo == name }
      || stages.contains { stage in stage.id == first || stage.outputs.contains { $0.file == name } }
  }
}
