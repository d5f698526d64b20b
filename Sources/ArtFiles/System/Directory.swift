#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CArtFiles

/// An open folder. What is named in it is found without following links, and never outside of it.
struct Directory: ~Copyable {
  let descriptor: Descriptor

  /// Opens a folder, following links.
  init(_ path: String) throws(SystemError) {
    let path = try Paths.cString(path)
    descriptor = Descriptor(try SystemCall.open { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
  }

  private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Opens a folder in this one.
  func folder(_ name: String) throws(SystemError) -> Directory {
    Directory(Descriptor(try openFile(name, O_RDONLY | O_DIRECTORY)))
  }

  /// Opens this folder once more.
  func again() throws(SystemError) -> Directory {
    Directory(
      Descriptor(try SystemCall.open { openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }))
  }

  /// Opens a folder several levels down.
  func descend(_ names: ArraySlice<String>) throws(SystemError) -> Directory {
    guard let first = names.first else { return try again() }
    guard names.count > 1 else { return try folder(first) }
    for name in names { _ = try Paths.cString(name: name) }
    let path = try Paths.cString(names.joined(separator: "/"))
    do throws(SystemError) {
      return Directory(
        Descriptor(
          try SystemCall.open {
            art_open_beneath(descriptor.number, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
          }))
    } catch {
      // A system without the call, or one that keeps it from this process: one folder after the other.
      guard error.code == ENOSYS || error.code == EPERM else { throw error }
      return try folder(first).descend(names.dropFirst())
    }
  }

  /// Opens a folder in this one, and makes it where it is not there.
  ///
  /// - Parameter isLasting: Whether to wait until the disk has it.
  func makeFolder(_ name: String, isLasting: Bool) throws(SystemError) -> Directory {
    let path = try Paths.cString(name: name)
    do throws(SystemError) {
      try SystemCall.makeFolder { mkdirat(descriptor.number, path, 0o777) }
      if isLasting { try synchronize() }
    } catch {
      if error.code != EEXIST { throw error }
    }
    return try folder(name)
  }

  func openFile(_ name: String, _ flags: Int32) throws(SystemError) -> Int32 {
    let path = try Paths.cString(name: name)
    return try SystemCall.open { openat(descriptor.number, path, flags | O_NOFOLLOW | O_CLOEXEC, 0o666) }
  }

  /// What a name stands for; nil for nothing.
  func info(_ name: String) -> FileInfo? {
    try? examine(name)
  }

  /// What a name stands for.
  func examine(_ name: String) throws(SystemError) -> FileInfo {
    let path = try Paths.cString(name: name)
    var status = stat()
    try SystemCall.examine { fstatat(descriptor.number, path, &status, AT_SYMLINK_NOFOLLOW) }
    return FileInfo(status)
  }

  /// Gives a file in this folder a name in another one, in place of what has it.
  func rename(_ name: String, to other: String, in folder: borrowing Directory) throws(SystemError) {
    let (from, to) = (try Paths.cString(name: name), try Paths.cString(name: other))
    try SystemCall.rename { renameat(descriptor.number, from, folder.descriptor.number, to) }
  }

  /// Gives a file or folder in this folder a name in another one that nothing has.
  func rename(_ name: String, toFree other: String, in folder: borrowing Directory) throws(SystemError) {
    let (from, to) = (try Paths.cString(name: name), try Paths.cString(name: other))
    try SystemCall.rename { art_rename_to_free_name(descriptor.number, from, folder.descriptor.number, to) }
  }

  /// Gives a file in this folder a second name in another one.
  func link(_ name: String, to other: String, in folder: borrowing Directory) throws(SystemError) {
    let (from, to) = (try Paths.cString(name: name), try Paths.cString(name: other))
    try SystemCall.link { linkat(descriptor.number, from, folder.descriptor.number, to, 0) }
  }

  /// Makes names last. Some file systems do not offer this; the files are whole without it.
  func synchronize() throws(SystemError) {
    do throws(SystemError) {
      try descriptor.synchronize()
    } catch {
      guard [EINVAL, ENOTSUP, ENOSYS, EROFS, EBADF].contains(error.code) else { throw error }
    }
  }
}

extension Directory {
  /// Makes a folder and those above it where they are not there, following links.
  static func make(_ path: String) throws(SystemError) {
    let system = try Paths.cString(path)
    do throws(SystemError) {
      try SystemCall.makeFolder { mkdir(system, 0o777) }
    } catch {
      switch error.code {
      case _ where FileInfo.isFolder(path): return
      case ENOENT where Paths.split(path).folder != path:
        try make(Paths.split(path).folder)
        try SystemCall.makeFolder { mkdir(system, 0o777) }
      default: throw error
      }
    }
    // A folder above that may be written to but not read cannot be opened, and so not be waited for.
    try? Directory(Paths.split(path).folder).synchronize()
  }

  /// Makes folders below this one, each in the one before.
  func make(_ names: ArraySlice<String>) throws(SystemError) {
    if let first = names.first { try makeFolder(first, isLasting: true).make(names.dropFirst()) }
  }
}
