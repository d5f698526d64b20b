import Foundation

/// Real pictures for development, beside the package; most checkouts do not have them.
enum SharedData {
  static let mnist = path("mnist")
  static let emoji = path("emoji")

  private static func path(_ name: String) -> String? {
    let path = "../shared/data/\(name)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return path
  }

  static let reason = "needs ../shared/data, which is not part of the project"
}
