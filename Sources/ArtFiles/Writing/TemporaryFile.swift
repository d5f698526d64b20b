#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CArtFiles

/// A file that does not have its name yet: none at all, where the disk allows that, so that nothing is left of it however
/// the program ends; else one of `.artpipe-0.tmp`, `.artpipe-1.tmp` and so on.
///
/// It is locked while it is open. One that is not locked has no owner any more: the next that is made in the same folder
/// removes it.
struct TemporaryFile: ~Copyable {
  /// Nil for a file without a name.
  let name: String?
  let descriptor: Descriptor

  private static let prefix = ".artpipe-"
  private static let suffix = ".tmp"

  static func name(_ number: Int) -> String { "\(prefix)\(number)\(suffix)" }

  /// Whether a name is one that this program gives to temporary files.
  static func isName(_ name: String) -> Bool { name.utf8.starts(with: prefix.utf8) && name.hasSuffix(suffix) }
}

extension Directory {
  /// Creates a temporary file, and removes those that killed programs left.
  func createTemporary(named: Bool) throws(SystemError) -> TemporaryFile {
    if !named, FileInfo("/proc/self/fd") != nil {
      do throws(SystemError) {
        let file = Descriptor(try SystemCall.open { art_open_unnamed(descriptor.number, 0o666) })
        _ = try? file.lock()
        removeStale(from: 0)
        return TemporaryFile(name: nil, descriptor: file)
      } catch {
        // Disks and systems without such files say it in many ways; what is really wrong, the way below finds too.
      }
    }
    for number in 0..<10_000 {
      let name = TemporaryFile.name(number)
      removeStale(from: number)
      do throws(SystemError) {
        let file = Descriptor(try openFile(name, O_RDWR | O_CREAT | O_EXCL))
        // Another process may have taken it for one without an owner in between.
        if (try? file.lock()) == false { continue }
        guard info(name)?.identity == (try file.info()).identity else { continue }
        removeStale(from: number + 1)
        return TemporaryFile(name: name, descriptor: file)
      } catch {
        if error.code != EEXIST { throw error }
      }
    }
    throw SystemError(code: EEXIST)
  }

  /// Gives a temporary file its name, in place of what has it.
  func name(_ file: borrowing TemporaryFile, _ name: String, in folder: borrowing Directory) throws(SystemError) {
    if let temporary = file.name { return try rename(temporary, to: name, in: folder) }
    do throws(SystemError) {
      return try folder.give(file.descriptor, name)
    } catch {
      if error.code != EEXIST { throw error }
    }
    // A file takes another's place only by renaming, so it needs a name for a moment.
    for number in 0..<10_000 {
      let temporary = TemporaryFile.name(number)
      folder.removeStale(from: number)
      do throws(SystemError) {
        try folder.give(file.descriptor, temporary)
      } catch {
        if error.code == EEXIST { continue }
        throw error
      }
      do throws(SystemError) {
        return try folder.rename(temporary, to: name, in: folder)
      } catch {
        try? folder.remove(temporary)
        throw error
      }
    }
    throw SystemError(code: EEXIST)
  }

  private func give(_ file: borrowing Descriptor, _ name: String) throws(SystemError) {
    let path = try Paths.cString(name: name)
    try SystemCall.link { art_name_unnamed(file.number, descriptor.number, path) }
  }

  /// Removes temporary files that have no owner, from a number up to the first that is not there or has one.
  private func removeStale(from first: Int) {
    var number = first
    while removeStale(TemporaryFile.name(number)) { number += 1 }
  }

  private func removeStale(_ name: String) -> Bool {
    guard let number = try? openFile(name, O_RDWR | O_NONBLOCK) else { return false }
    let file = Descriptor(number)
    guard let found = try? file.info(), found.kind == .file, (try? file.lock()) == true,
      info(name)?.identity == found.identity
    else { return false }
    return (try? remove(name)) != nil
  }

  /// Removes all temporary files in a folder of this one, and the folder if it is empty then. Only for a folder that
  /// no other process writes into.
  func removeTemporaries(in name: String) throws(SystemError) {
    guard let found = info(name), found.kind == .folder else { return }
    let inner = try folder(name)
    for entry in try inner.entries() where TemporaryFile.isName(entry.name) && entry.kind != .folder {
      try inner.remove(entry.name)
    }
    do throws(SystemError) {
      try remove(name)
    } catch {
      // What a person put there stays.
      guard error.code == ENOTEMPTY || error.code == EEXIST else { throw error }
    }
  }
}

extension Descriptor {
  /// Locks the file, if nobody else has; false where somebody has. Disks without locks throw.
  func lock() throws(SystemError) -> Bool {
    do throws(SystemError) {
      try SystemCall.lock { flock(number, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      guard error.code == EWOULDBLOCK else { throw error }
      return false
    }
  }
}
