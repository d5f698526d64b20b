import ArtFiles
import Foundation

/// Finds files that come with artpipe: weights in its `Assets`.
enum ShippedFiles {
  /// A variable of the environment that names the folder, where it lies in no usual place.
  static let variable = "ARTPIPE_ASSETS"

  /// The path of a file in `Assets`; nil where it is not found.
  ///
  /// Looked for in the folder that the environment names, where `make install` puts it beside the program, and in the
  /// folders above the program, where it lies in a checkout.
  static func path(
    of name: String, program: String? = Bundle.main.executablePath,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    if let folder = environment[variable], !folder.isEmpty {
      return existing("\(folder)/\(name)")
    }
    guard let program else { return nil }
    let real = Paths.real(program) ?? Paths.resolve(program)
    var folder = Paths.split(real).folder
    if let found = existing(Paths.resolve("../share/artpipe/Assets/\(name)", from: folder)) { return found }
    // From .build/x86_64-unknown-linux-gnu/release, or a build folder of another name, up to the checkout.
    for _ in 0..<5 {
      if let found = existing(Paths.join(folder, "Assets/\(name)")) { return found }
      folder = Paths.split(folder).folder
    }
    return nil
  }

  private static func existing(_ path: String) -> String? {
    FileInfo(path) != nil ? path : nil
  }
}
