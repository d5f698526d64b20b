#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writing a file so that, whatever happens, its name holds either the old content or the whole new one.
enum AtomicFile {
  /// Writes under a temporary name in the same folder, waits for the disk, and renames.
  ///
  /// A failure leaves no temporary file behind and the old file, if there was one, as it was.
  static func write(
    to path: String, _ body: (borrowing SystemFile) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    let (folder, name) = split(path)
    let file = try create(in: folder, for: name, destination: path)
    do throws(SafetensorsError) {
      try body(file)
      try file.synchronize()
      guard rename(file.location, path) == 0 else { throw SystemFile.failure(path, "cannot be written") }
    } catch {
      unlink(file.location)
      throw error
    }
    synchronizeFolder(folder)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  private static func create(
    in folder: String, for name: String, destination: String
  ) throws(SafetensorsError) -> SystemFile {
    guard !name.isEmpty else {
      throw SafetensorsError(.io, file: destination, "cannot be written: the file's name is missing")
    }
    // A process that was killed may have left its file behind under the same process number.
    for attempt in 0..<1000 {
      let temporary = "\(folder)/.\(name).\(getpid())-\(attempt).tmp"
      if let file = try SystemFile(creating: temporary, for: destination) { return file }
    }
    throw SafetensorsError(.io, file: destination, "cannot be written: the folder is full of temporary files")
  }

  /// Makes the rename itself last. Some file systems do not offer this; the file is whole without it.
  private static func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
