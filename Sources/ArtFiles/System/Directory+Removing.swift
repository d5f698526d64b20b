#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Directory {
  /// Removes a file, a link, or a folder that is empty. What is not there need not be removed.
  func remove(_ name: String) throws(SystemError) {
    let path = try Paths.cString(name: name)
    let flags = info(name)?.kind == .folder ? AT_REMOVEDIR : 0
    do throws(SystemError) {
      try SystemCall.remove { unlinkat(descriptor.number, path, flags) }
    } catch {
      if error.code != ENOENT { throw error }
    }
  }

  /// Removes a folder with all that is in it, but for what lies on another disk. Only for folders that this program made.
  func removeTree(_ name: String) throws(SystemError) {
    guard let found = info(name) else { return }
    if found.kind == .folder {
      let inner = try folder(name)
      guard try inner.descriptor.info().identity.device == descriptor.info().identity.device else {
        throw SystemError(code: EXDEV)
      }
      for name in try inner.names() { try inner.removeTree(name) }
    }
    try remove(name)
  }
}
