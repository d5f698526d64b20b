#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RunFolder {
  /// Whether there is a file or folder of a name. What is a link, or lies behind one, is not there. What cannot be
  /// examined is there: to open it says why, and nothing is taken for lost that is not.
  public func exists(_ name: String) -> Bool {
    do throws(SystemError) {
      let located = try file(name).located()
      return try located.folder.examine(located.name).kind != .link
    } catch {
      return !Self.meansNothing(error)
    }
  }

  /// What a name in the folder stands for, without following links; nil for nothing.
  ///
  /// - Throws: ``FileError`` where that cannot be told: what cannot be examined is not taken for lost.
  public func info(_ name: String) throws(FileError) -> FileInfo? {
    let place = file(name)
    do throws(SystemError) {
      let located = try place.located()
      return try located.folder.examine(located.name)
    } catch {
      if Self.meansNothing(error) { return nil }
      throw place.failure(error, "cannot be examined", .read)
    }
  }

  /// As ``info(_:)``.
  public func kind(of name: String) throws(FileError) -> FileInfo.Kind? { try info(name)?.kind }

  /// The bytes of a file, for figures that are only told; 0 for what is not there or cannot be examined.
  public func size(of name: String) -> Int { file(name).info?.size ?? 0 }

  private static func meansNothing(_ error: SystemError) -> Bool {
    [ENOENT, ENOTDIR, ELOOP, EINVAL, ENAMETOOLONG].contains(error.code)
  }

  /// The names in a folder of this one, in byte order; none where there is no such folder, or a link.
  ///
  /// - Throws: ``FileError`` for a folder that cannot be looked into: it need not be empty.
  public func names(in name: String) throws(FileError) -> [String] {
    let place = file(name)
    do throws(SystemError) {
      let located = try place.located()
      return try located.folder.folder(located.name).names()
    } catch {
      if Self.meansNothing(error) { return [] }
      throw place.failure(error, "cannot look into the folder", .read)
    }
  }

  /// Removes a file, a link, or a folder that is empty. What is not there need not be removed.
  ///
  /// - Throws: ``FileError`` also for a folder that is not empty: what a person put there is not the program's to remove.
  public func remove(_ name: String) throws(FileError) {
    let place = RunFolder(path).file(name)
    do throws(SystemError) {
      let located = try place.located()
      try located.folder.remove(located.name)
    } catch {
      if error.code != ENOENT { throw place.failure(error, "cannot be removed") }
    }
  }

  /// Removes a file that the program wrote, by the record of its size and content: another file stays.
  ///
  /// - Returns: Whether nothing of the name is there any more.
  @discardableResult
  public func remove(_ name: String, ifContentIs hash: ContentHash, ofBytes bytes: Int) throws(FileError) -> Bool {
    let place = RunFolder(path).file(name)
    let found: FileInfo
    do throws(SystemError) {
      let located = try place.located()
      found = try located.folder.examine(located.name)
    } catch {
      if error.code == ENOENT { return true }
      throw place.failure(error, "cannot be removed")
    }
    guard found.kind == .file, found.size == bytes, try SHA256.hash(file: place).hash == hash else { return false }
    try remove(name)
    return true
  }

  /// Removes files of a folder, and the folder where nothing else is in it.
  public func remove(_ names: [String], thenFolder folder: String) throws(FileError) {
    for name in names { try remove("\(folder)/\(name)") }
    if try self.names(in: folder).isEmpty { try remove(folder) }
  }

  /// Gives a file a second name, in place of what has it; where the file system has no such thing, copies it.
  public func link(_ name: String, as other: String) throws(FileError) {
    let place = file(other)
    do throws(SystemError) {
      let from = try file(name).located()
      guard from.folder.info(from.name)?.kind != .link else { throw SystemError(code: ELOOP) }
      let to = try place.located()
      let temporaries = try place.temporaries()
      let temporary = ".artpipe-link-\(getpid()).tmp"
      try temporaries.remove(temporary)
      try from.folder.link(from.name, to: temporary, in: temporaries)
      try temporaries.rename(temporary, to: to.name, in: to.folder)
      // Where both were names of one file already, renaming does nothing.
      try temporaries.remove(temporary)
      try to.folder.synchronize()
    } catch {
      guard [EPERM, EMLINK, EXDEV, ENOTSUP, ENOSYS].contains(error.code) else {
        throw place.failure(error, "cannot write the file")
      }
      try copy(name, to: place)
    }
  }

  private func copy(_ name: String, to place: FilePlace) throws(FileError) {
    let file = try reader(name)
    let writer = try FileWriter(place)
    for start in stride(from: 0, to: file.size, by: 1 << 20) {
      try writer.append(try file.bytes(start..<min(start + 1 << 20, file.size)))
    }
    try writer.commit()
  }
}
