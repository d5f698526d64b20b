public import ArtFiles

/// What a run folder holds that no run needs: what was moved aside, and what a killed run left in the folder for
/// temporary files. Only what the manifest records is removed, and only where it still has the recorded content.
public struct RunCleaning: Sendable {
  /// Something that can be removed.
  public struct Item: Hashable, Sendable {
    /// Its name in the run folder: `train.1`.
    public let name: String
    /// How much space it takes.
    public let bytes: Int
    /// Why it is there.
    public let reason: String
  }

  public let folder: RunFolder
  public let items: [Item]
  /// Files that lie in what was moved aside and are not as recorded: they stay.
  public let kept: [String]
  private let manifest: Manifest

  /// Looks what there is.
  ///
  /// - Throws: ``PipelineError`` where the folder has no manifest, or one that cannot be used.
  public init(_ folder: RunFolder) throws(PipelineError) {
    do {
      try self.init(lookingInto: folder)
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  private init(lookingInto folder: RunFolder) throws {
    self.folder = folder
    let found = FileInfo.isFolder(folder.path) ? try Manifest.find(in: folder) : .nothing
    switch found {
    case .manifest(let manifest, _): self.manifest = manifest
    case .nothing: throw PipelineError(.missingInput, KeptRun.NoRun(folder).description)
    case .damaged(let reason):
      throw PipelineError(
        .data, "\(folder.path(of: Manifest.fileName)): \(reason); 'artpipe run' makes a new one")
    }
    let aside = try (manifest.movedAside ?? []).filter { try folder.kind(of: $0.movedTo) != nil }
    var items = try aside.map { record in
      Item(
        name: record.movedTo,
        bytes: try record.files.filter { try folder.kind(of: $0.file) == .file }.reduce(0) {
          $0 + folder.size(of: $1.file)
        },
        reason: record.reason)
    }
    let temporary = try folder.temporaryFiles()
    if !temporary.isEmpty {
      let bytes = temporary.reduce(0) { $0 + folder.size(of: $1) }
      items.append(Item(name: Paths.split(temporary[0]).folder, bytes: bytes, reason: "a run was killed"))
    }
    self.items = items
    kept = try aside.flatMap { record in
      let recorded = Set(record.files.map(\.file))
      return try folder.files(below: record.movedTo).filter { !recorded.contains($0) }
    }
  }

  /// Removes it.
  ///
  /// - Returns: The files that stayed, since they are not as recorded.
  /// - Throws: ``PipelineError`` where another artpipe uses the folder; `FileError` where something cannot be removed.
  public func clean() throws(PipelineError) -> [String] {
    do {
      // Temporary files are gone once the folder is locked.
      let lock = try RunLock(folder, writing: items.map(\.name))
      defer { withExtendedLifetime(lock) {} }
      // Another run may have ended since this was looked at.
      let now = try RunCleaning(lookingInto: folder)
      var (manifest, stayed) = (now.manifest, now.kept)
      for record in manifest.movedAside ?? [] {
        for file in try record.files.filter({ try folder.kind(of: $0.file) != nil }) {
          if try !folder.remove(file.file, ifContentIs: file.sha256, ofBytes: file.bytes) { stayed.append(file.file) }
        }
        try folder.removeEmptyFolders(record.movedTo)
      }
      manifest.movedAside = try manifest.movedAside?.filter { try folder.kind(of: $0.movedTo) != nil }
      if manifest.movedAside?.isEmpty == true { manifest.movedAside = nil }
      try manifest.write(in: folder)
      return stayed
    } catch {
      throw PipelineError(wrapping: error)
    }
  }
}
