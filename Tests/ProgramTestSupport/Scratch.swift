public import Foundation

/// A folder that is gone when the test is over.
public final class Scratch: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/artpipe-program-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func path(of name: String) -> String { "\(path)/\(name)" }

  public func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  public func write(_ data: Data, to name: String) throws {
    let url = URL(fileURLWithPath: path(of: name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  public func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(of: name))) }

  public func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  /// All files below a folder with their bytes, but for those that hold times.
  public func results(of folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: path(of: folder))?.compactMap { $0 as? String } ?? []
    let timed = ["manifest.json", "report.html", "times.jsonl"]
    for name in names
    where !timed.contains(URL(fileURLWithPath: name).lastPathComponent) && !name.contains("/tensorboard/") {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path(of: "\(folder)/\(name)"), isDirectory: &isFolder)
      if !isFolder.boolValue { found[name] = try data("\(folder)/\(name)") }
    }
    return found
  }
}
