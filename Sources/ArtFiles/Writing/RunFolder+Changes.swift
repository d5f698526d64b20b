#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RunFolder {
  /// Whether there is a file or folder of a name.
  public func exists(_ name: String) -> Bool { FileInfo(path(of: name)) != nil }

  /// The names in a folder of this one, in byte order; none where there is no such folder.
  public func names(in name: String) -> [String] { (try? Listing.names(in: path(of: name))) ?? [] }

  /// Removes a file, a link, or a folder with all that is in it. What is not there need not be removed.
  public func remove(_ name: String) throws(FileError) {
    let place = RunFolder(path).file(name)
    do throws(SystemError) {
      let located = try place.located()
      try located.folder.remove(located.name)
    } catch {
      if error.code != ENOENT { throw place.failure(error, "cannot be removed") }
    }
  }

  /// Gives a file a second name, in place of what has it; where the file system has no such thing, copies it.
  public func link(_ name: String, as other: String) throws(FileError) {
    let place = file(other)
    do throws(SystemError) {
      let from = try file(name).located()
      let to = try place.located()
      let temporaries = try place.temporaries()
      let temporary = "\(getpid()).link"
      try temporaries.remove(temporary)
      try from.folder.link(from.name, to: temporary, in: temporaries)
      try temporaries.rename(temporary, to: to.name, in: to.folder)
      // Where both were names of one file already, renaming does nothing.
      try temporaries.remove(temporary)
      to.folder.synchronize()
    } catch {
      guard [EPERM, EMLINK, EXDEV, ENOTSUP, ENOSYS].contains(error.code) else {
        throw place.failure(error, "cannot write the file")
      }
      try copy(name, to: place)
    }
  }

  private func copy(_ name: String, to place: FilePlace) throws(FileError) {
    let file = try FileReader(path(of: name))
    let writer = try FileWriter(place)
    for start in stride(from: 0, to: file.size, by: 1 << 20) {
      try writer.append(try file.bytes(start..<min(start + 1 << 20, file.size)))
    }
    try writer.commit()
  }
}
