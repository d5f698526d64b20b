#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open folder. What is named in it is found without following links.
struct Directory: ~Copyable {
  private let descriptor: Descriptor

  /// Opens a folder, following links.
  init(_ path: String) throws(SystemError) {
    descriptor = Descriptor(try SystemCall.open { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
  }

  private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Opens a folder in this one.
  func folder(_ name: String) throws(SystemError) -> Directory {
    Directory(Descriptor(try openFile(name, O_RDONLY | O_DIRECTORY)))
  }

  /// Opens a folder in this one, and makes it where it is not there.
  func makeFolder(_ name: String) throws(SystemError) -> Directory {
    do throws(SystemError) {
      try SystemCall.makeFolder { mkdirat(descriptor.number, name, 0o777) }
    } catch {
      if error.code != EEXIST { throw error }
    }
    return try folder(name)
  }

  func openFile(_ name: String, _ flags: Int32) throws(SystemError) -> Int32 {
    try SystemCall.open { openat(descriptor.number, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o666) }
  }

  /// What a name stands for; nil for nothing.
  func info(_ name: String) -> FileInfo? {
    var status = stat()
    let found = try? SystemCall.examine { fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) }
    return found.map { _ in FileInfo(status) }
  }

  /// Gives a file in this folder a name in another one, in place of what has it.
  func rename(_ name: String, to other: String, in folder: borrowing Directory) throws(SystemError) {
    try SystemCall.rename { renameat(descriptor.number, name, folder.descriptor.number, other) }
  }

  /// Gives a file in this folder a second name in another one.
  func link(_ name: String, to other: String, in folder: borrowing Directory) throws(SystemError) {
    try SystemCall.link { linkat(descriptor.number, name, folder.descriptor.number, other, 0) }
  }

  /// Removes a file, a link, or a folder with all that is in it. What is not there need not be removed.
  func remove(_ name: String) throws(SystemError) {
    do throws(SystemError) {
      if info(name)?.kind == .folder {
        try folder(name).clear()
        try SystemCall.remove { unlinkat(descriptor.number, name, AT_REMOVEDIR) }
      } else {
        try SystemCall.remove { unlinkat(descriptor.number, name, 0) }
      }
    } catch {
      if error.code != ENOENT { throw error }
    }
  }

  private func clear() throws(SystemError) {
    for name in try names() { try remove(name) }
  }

  /// The names in the folder, in byte order.
  func names() throws(SystemError) -> [String] {
    let own = try openFile(".", O_RDONLY | O_DIRECTORY)
    guard let stream = fdopendir(own) else {
      close(own)
      throw SystemError(code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw SystemError(code: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes names last. Some file systems do not offer this; the files are whole without it.
  func synchronize() { try? descriptor.synchronize() }
}

extension Directory {
  /// Opens a folder several levels down.
  func descend(_ names: ArraySlice<String>) throws(SystemError) -> Directory {
    guard let first = names.first else { return try folder(".") }
    return try folder(first).descend(names.dropFirst())
  }

  /// Makes a folder and those above it where they are not there, following links.
  static func make(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try SystemCall.makeFolder { mkdir(path, 0o777) }
    } catch {
      switch error.code {
      case _ where FileInfo.isFolder(path): break
      case ENOENT where Paths.split(path).folder != path:
        try make(Paths.split(path).folder)
        try SystemCall.makeFolder { mkdir(path, 0o777) }
      default: throw error
      }
    }
  }

  /// Makes folders below this one, each in the one before.
  func make(_ names: ArraySlice<String>) throws(SystemError) {
    if let first = names.first { try makeFolder(first).make(names.dropFirst()) }
  }
}
