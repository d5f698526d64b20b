import Foundation

/// A JSON file that the scripts in `Tools/goldens` wrote to `Tests/Goldens`.
public struct GoldenFile<Content: Decodable & Sendable>: Decodable, Sendable {
  /// The versions of what computed the numbers.
  public let madeWith: [String: String]
  public let content: Content

  public init(named name: String) throws {
    self = try JSONDecoder().decode(
      Self.self, from: Data(contentsOf: URL(filePath: GoldenFolder.path(of: "\(name).json"))))
  }
}

public enum GoldenFolder {
  /// Golden files stay where they are in the repository; the tests read them from there.
  public static func path(of file: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens").appending(path: file).path
  }
}
