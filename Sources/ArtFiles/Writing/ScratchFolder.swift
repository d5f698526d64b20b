#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder for temporary files, in the system's place for them, which is gone with all that is in it when this is
/// freed.
public final class ScratchFolder: Sendable {
  public let folder: RunFolder

  public init() throws(FileError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let pattern = Paths.join(parent.isEmpty ? "/tmp" : parent, "artpipe-XXXXXX")
    var bytes = Array(pattern.utf8CString)
    guard mkdtemp(&bytes) != nil else {
      throw FileError(SystemError(code: errno), .write, pattern, "the folder cannot be made")
    }
    folder = RunFolder(String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  deinit {
    let (parent, name) = Paths.split(folder.path)
    try? Directory(parent).remove(name)
  }
}
