import ArtFiles

extension Manifest.AsideRecord {
  /// The record of something that is to be moved out of the way, with those of its files that artpipe wrote: what is moved
  /// can be found again, and these can be removed.
  ///
  /// - Parameters:
  ///   - name: what it is called now.
  ///   - stage: the stage in whose place it lies, which knows its own files.
  ///   - known: what records tell that artpipe wrote.
  init(
    moving name: String, to other: String, because reason: String, of stage: PlannedStage?,
    known: Set<Manifest.FileRecord>, in folder: RunFolder, stop: StopRequest
  ) throws {
    let files = try folder.files(below: name).compactMap { file -> Manifest.FileRecord? in
      let isOwn = file == Manifest.fileName || stage.map { $0.stage.isOwnFile(file, id: $0.id) } ?? false
      // What somebody put in a file's place may be of any size, and reading it may take hours.
      let bytes = try folder.info(file)?.size ?? 0
      let isKnown = known.contains { $0.file == file && $0.bytes == bytes }
      guard isKnown || isOwn && bytes <= RunFileLimits.unrecorded else { return nil }
      var record = try stop.waiting { try Manifest.FileRecord(file, in: folder) }
      guard isOwn || known.contains(record) else { return nil }
      record.file = other + file.dropFirst(name.count)
      return record
    }
    self.init(name: name, movedTo: other, reason: reason, files: files)
  }
}
