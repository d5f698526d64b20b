public import Foundation

/// A folder that is gone when the test is over.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/artpipe-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func path(of name: String) -> String { "\(path)/\(name)" }

  public func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(of: name))) }

  /// All files below the folder, by their paths from it.
  public func files() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path(of: name), isDirectory: &isFolder)
      if !isFolder.boolValue { found[name] = try data(name) }
    }
    return found
  }
}
