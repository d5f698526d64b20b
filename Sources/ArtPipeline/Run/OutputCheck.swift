import ArtData
public import ArtFiles
import ArtGAN
import ArtSettings

/// What a command may write over, checked before it does anything.
///
/// The file or folder that a person typed is theirs to replace. Beside it, and in a folder, a file is replaced only where
/// the same kind of stage made it: images and videos carry that; what carries nothing, such as JSON, has the form that the
/// stage gives it and lies beside an image of the stage. Never replaced is what belongs to a run, what may hold a model, what
/// the command reads, and what lies in a folder of images that it reads.
struct OutputCheck {
  let plan: Plan
  let folder: RunFolder
  /// What files of the last stage are named after.
  let name: String

  /// - Throws: ``PipelineError`` that names the first file that may not be written.
  func run() throws {
    // A tensor of samples is the command's own, and no stage's.
    try folder.checkReplaceable(name)
    guard let stage = plan.stages.last?.stage, stage.isCached else { return }
    let read = Set(plan.paths.compactMap { FileInfo($0) }.filter { $0.kind == .file }.map(\.identity))
    for output in stage.outputNames(id: name) {
      let path = folder.path(of: output)
      try folder.checkReplaceable(output)
      try checkIsOutsideImages(output, stage)
      if let found = FileInfo(path), read.contains(found.identity) {
        throw Self.refused(path, "the command reads this file")
      }
      try checkPlace(output, stage)
    }
  }

  private func checkPlace(_ output: String, _ stage: any PipelineStage) throws {
    let path = folder.path(of: output)
    let isFolder = stage.isFolder(output, id: name)
    switch try folder.kind(of: output) {
    case nil: break
    case .folder:
      guard isFolder else { throw Self.refused(path, "this is a folder, and a file is to have this name") }
      let inner = RunFolder(path)
      if inner.writer != nil || Manifest.read(in: inner) != nil {
        throw Self.refused(path, "this is the folder of a run")
      }
      for file in try files(in: output, of: stage) {
        guard try folder.kind(of: file) == .file, isOwn(file, stage) else { throw Self.foreign(folder.path(of: file)) }
      }
    case .file where !isFolder:
      guard folder.isTyped(output) ? mayReplace(output, stage) : isOwn(output, stage) else { throw Self.foreign(path) }
    case .link where !isFolder: throw Self.foreign(path)
    case .file, .link, .special: throw Self.refused(path, "this is no \(isFolder ? "folder" : "regular file")")
    }
  }

  /// What has the name of a file of the stage, in a folder and in those in it.
  private func files(in output: String, of stage: any PipelineStage) throws -> [String] {
    try folder.names(in: output).flatMap { inner in
      let path = "\(output)/\(inner)"
      if stage.mayWrite(path, id: name) { return [path] }
      return try folder.kind(of: path) == .folder ? files(in: path, of: stage) : []
    }
  }

  // MARK: Whose a file is

  /// Whether a person's file may be replaced. What is empty tells nothing, and holds nothing.
  private func mayReplace(_ file: String, _ stage: any PipelineStage) -> Bool {
    guard let reader = try? FileReader(.typed(folder.path(of: file))) else { return false }
    return reader.size == 0 || stage.mayReplace(reader)
  }

  private func isOwn(_ file: String, _ stage: any PipelineStage) -> Bool {
    folder.isOwn(file, by: type(of: stage).kind) || stage.recognizes(file, in: folder, id: name) && hasOwnSheet(stage)
  }

  /// Whether the command's first output is there and is its own, where that is no folder.
  private func hasOwnSheet(_ stage: any PipelineStage) -> Bool {
    guard let sheet = stage.outputNames(id: name).first else { return false }
    return stage.isFolder(sheet, id: name) || folder.isOwn(sheet, by: type(of: stage).kind)
  }

  // MARK: Folders of images

  /// Checks that what is written would not lie among the images that are read, nor in a folder of these. A place that no
  /// person named is the program's own.
  private func checkIsOutsideImages(_ output: String, _ stage: any PipelineStage) throws {
    guard folder.isTyped(name) else { return }
    let path = folder.path(of: output)
    var place = Paths.realPath(ofNew: stage.isFolder(output, id: name) ? path : Paths.split(path).folder)
    let isNamed = plan.paths.contains { FileNames.isPlace(place, in: Paths.realPath(ofNew: $0)) }
    var isAmong = isNamed && stage.takesImages(from: place)
    while !isAmong {
      // Folders of runs are left out of the images.
      if Manifest.read(in: RunFolder(place)) != nil { return }
      isAmong = [plan.dataset, plan.reference].contains { $0?.source.takesImages(from: place) ?? false }
      let above = Paths.split(place).folder
      if above == place { break }
      place = above
    }
    guard !isAmong else {
      throw PipelineError(
        .cannotWrite,
        "\(path): this lies in a folder of images that the command reads, where nothing is written; give --output a place "
          + "outside of it")
    }
  }

  // MARK: Words

  static func foreign(_ path: String) -> PipelineError {
    refused(path, "this command did not make what is there, so it is not replaced")
  }

  private static func refused(_ path: String, _ reason: String) -> PipelineError {
    PipelineError(.cannotWrite, "\(path): \(reason); give --output another name, or move it away")
  }
}

extension RunFolder {
  /// Whether a kind of artpipe's stages made an image or a video in the folder, as the file itself tells. A link is none.
  func isOwn(_ name: String, by kind: String) -> Bool {
    // What a typed link leads to is what is replaced.
    (try? self.kind(of: name)) == .file && RecipeReader.standard.isOurs(path(of: name), by: kind)
  }

  /// Checks that a sheet which nobody typed may be written: nothing is there, or artpipe made it.
  ///
  /// - Throws: ``PipelineError`` that names the file.
  public func checkIsOwnSheet(_ name: String) throws {
    guard try kind(of: name) != nil, !isOwn(name, by: SheetStage.kind) else { return }
    throw OutputCheck.foreign(path(of: name))
  }

  /// JSON in the folder; nil where it is none.
  func json(_ name: String) -> SettingValue? {
    (try? contents(of: name, limit: 1 << 26)).flatMap {
      SettingValue(json: String(decoding: $0, as: UTF8.self), at: nil)
    }
  }

  /// A file of points in the folder that holds no choices; nil where it is none.
  func points(_ name: String) -> PointsFile? {
    guard let found = try? PointsFile(readingFrom: file(name)), found.others.isEmpty else { return nil }
    return found
  }
}
