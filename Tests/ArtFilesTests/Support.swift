import ArtFiles
import Foundation

/// A folder that is gone when the test is over.
struct Scratch {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  var run: RunFolder { scratch.folder }

  func path(_ name: String) -> String { scratch.folder.path(of: name) }

  func put(_ text: String, _ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: Paths.split(path(name)).folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// A socket that nobody listens at.
  func socket(_ name: String) throws {
    let path = Array(path(name).utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let number = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) }
    }
    if bound != 0 { throw SystemError(code: errno) }
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// Where a link leads; nil for what is no link.
  func target(_ name: String) -> String? { try? FileManager.default.destinationOfSymbolicLink(atPath: path(name)) }

  /// All names in the folder, also below it; folders are named with a slash.
  var names: [String] {
    let found = FileManager.default.enumerator(atPath: scratch.folder.path)?.compactMap { $0 as? String } ?? []
    return found.map { FileInfo.isFolder(path($0)) && target($0) == nil ? $0 + "/" : $0 }.sorted()
  }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
