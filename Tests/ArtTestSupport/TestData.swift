import Foundation

/// Images for development, which are no part of the project: in the folder that the environment variable
/// `ARTPIPE_TEST_DATA` names, when there is one. Tests that need them are skipped elsewhere.
public enum TestData {
  /// The path of a folder of images; nil where it is not there.
  public static func path(_ name: String) -> String? {
    guard let folder = ProcessInfo.processInfo.environment["ARTPIPE_TEST_DATA"], !folder.isEmpty else { return nil }
    let path = "\(folder)/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Why a test is skipped.
  public static func reason(_ name: String) -> String { "needs the folder '\(name)' in $ARTPIPE_TEST_DATA" }
}
