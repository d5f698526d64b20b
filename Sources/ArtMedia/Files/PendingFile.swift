#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is being written under a temporary name in its folder, and appears under its own name when it is
/// complete. If it is dropped before, nothing is left of it.
struct PendingFile: ~Copyable {
  /// The name that the user gave.
  let name: String
  /// Where the bytes go meanwhile.
  let temporary: String
  /// `name` with links followed, so that a link stays a link.
  private let destination: String

  /// Creates the temporary file, empty.
  ///
  /// - Throws: ``MediaError`` of code `unwritable` when the folder is missing or not writable, or the name stands for
  ///   a folder or a device.
  init(_ name: String) throws(MediaError) {
    self.name = name
    destination = PendingFile.followingLinks(name)
    switch FileKind(destination) {
    case .regular, .missing: break
    case .folder: throw MediaError(.unwritable, file: name, "this is a folder, not a file")
    case .special: throw MediaError(.unwritable, file: name, "this is not a regular file")
    }
    temporary = try PendingFile.createTemporary(beside: destination, name: name)
  }

  /// Makes the file appear under its own name, with its content on the disk.
  consuming func commit() throws(MediaError) {
    let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
    var failed = descriptor < 0 || fsync(descriptor) != 0
    let code = errno
    if descriptor >= 0 { close(descriptor) }
    guard !failed else { throw failure(code) }
    failed = rename(temporary, destination) != 0
    guard !failed else { throw failure(errno) }
    syncFolder()
  }

  deinit {
    // After a commit the temporary name is gone, and this does nothing.
    unlink(temporary)
  }

  /// Writes the new name itself to the disk. Not all file systems can; the file is complete either way.
  private borrowing func syncFolder() {
    let folder = destination.lastIndex(of: "/").map { String(destination[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private borrowing func failure(_ code: Int32) -> MediaError {
    MediaError(.unwritable, file: name, "cannot write the file: \(systemErrorText(code))")
  }

  private static func createTemporary(beside destination: String, name: String) throws(MediaError) -> String {
    let folder = destination.lastIndex(of: "/").map { String(destination[...$0]) } ?? ""
    var attempt = 0
    while true {
      let candidate = "\(folder).artpipe-\(getpid())-\(attempt).tmp"
      let descriptor = open(candidate, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return candidate
      }
      guard errno == EEXIST, attempt < 10_000 else {
        throw MediaError(.unwritable, file: name, "cannot create the file: \(systemErrorText())")
      }
      attempt += 1
    }
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
