public import ArtFiles
import ArtNN

extension RunFolder {
  /// Checks that a file or folder which a person names belongs to no other run: a checkpoint or a sheet of a run folder
  /// is written by `artpipe run` alone, which holds the folder's lock.
  ///
  /// - Throws: ``PipelineError`` that names the run folder.
  static func checkBelongsToNoRun(_ path: String) throws(PipelineError) {
    if let writer = outer(of: path) {
      throw PipelineError(
        .busy,
        "\(path): \(writer.words) is writing the run in \(writer.path), and this belongs to it; wait for it, or give "
          + "--output another name")
    }
    var (folder, rest) = Paths.split(Paths.realPath(ofNew: path))
    while true {
      let owner =
        try RunFolder(folder).isOfRun(rest) ? "run" : TrainingFiles.isOfTraining(rest, in: folder) ? "training" : nil
      if let owner {
        throw PipelineError(
          .cannotWrite,
          "\(path): this belongs to the \(owner) in \(folder), which writes it; give --output another name")
      }
      let (above, last) = Paths.split(folder)
      if above == folder { return }
      (folder, rest) = (above, "\(last)/\(rest)")
    }
  }

  /// Checks that a file which a person names may be replaced: no weights, whatever they are called and wherever they lie,
  /// and nothing that may be damaged ones. They take hours to make again.
  ///
  /// - Throws: ``PipelineError`` that names the file.
  static func checkIsReplaceable(_ path: String) throws(PipelineError) {
    guard let info = FileInfo(path), info.kind == .file, info.size > 0 else { return }
    let names = (try? SafetensorsReader(path: path))?.names
    let isOfSamples = names.map { $0.contains("images") && ImageStream.tensorNames.isSuperset(of: $0) } ?? false
    guard isOfSamples || names == nil && Paths.fileExtension(path) != "safetensors" else {
      throw PipelineError(
        .cannotWrite, "\(path): this file may hold a model, so it is not replaced; give --output another name")
    }
  }

  /// Checks that a file of the folder may be written: it belongs to no run, and holds no weights.
  ///
  /// - Throws: ``PipelineError`` that names the file.
  public func checkReplaceable(_ name: String) throws(PipelineError) {
    try Self.checkBelongsToNoRun(path(of: name))
    try Self.checkIsReplaceable(path(of: name))
  }

  /// - Throws: ``PipelineError`` where the manifest cannot be read: then it tells nothing.
  private func isOfRun(_ name: String) throws(PipelineError) -> Bool {
    do throws(PipelineError) {
      switch try Manifest.find(in: self) {
      case .manifest(let manifest, _): return manifest.isOfRun(name)
      // Other programs have files of this name too.
      case .nothing, .damaged: return false
      }
    } catch {
      // A newer version's.
      guard error.code == .data else { throw error }
      return exists(name)
    }
  }
}

extension Manifest {
  /// What a run writes into its folder besides the files of its stages.
  static let ownNames = [
    fileName, RunPage.report.name, RunPage.sharedReport.name, RunLock.fileName, RunFolder.temporaryFolder,
  ]

  /// Whether a name in the run's folder is that of a file or folder which the run writes.
  fileprivate func isOfRun(_ name: String) -> Bool {
    let first = name.prefix { $0 != "/" }
    return Self.ownNames.contains(name.lowercased()) || Paths.isHidden(name)
      || (movedAside ?? []).contains { $0.movedTo == first || $0.movedTo == name }
      || stages.contains { stage in stage.id == first || stage.outputs.contains { $0.file == name } }
  }
}
