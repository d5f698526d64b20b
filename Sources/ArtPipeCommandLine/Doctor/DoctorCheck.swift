import ArtPipeline
import ArtSettings
import Foundation

/// One thing that `artpipe doctor` looks at: one of an open set. Another one is a type and its place in ``Doctor/checks``;
/// another library is a value of ``LibraryCheck``.
protocol DoctorCheck: Sendable {
  /// The key in JSON: `openBLAS`.
  var id: String { get }
  /// What stands at the left of its lines: `OpenBLAS`.
  var title: String { get }

  func look(_ place: DoctorPlace) -> DoctorFinding
}

/// Where checks look.
struct DoctorPlace: Sendable {
  let toolbox: Toolbox
  let environment: [String: String]

  /// A path as it may be shown to others: the home folder is `~`.
  func shown(_ path: String) -> String {
    guard let home, path.hasPrefix(home) else { return path }
    let rest = path.dropFirst(home.count)
    return rest.isEmpty || rest.hasPrefix("/") ? "~" + rest : path
  }

  /// Words of others, in which paths may stand, likewise.
  func shown(words: String) -> String {
    home.map { words.replacing($0 + "/", with: "~/") } ?? words
  }

  /// Without a slash at its end; nil where there is none, or it is the root.
  private var home: String? {
    guard var home = environment["HOME"] else { return nil }
    while home.hasSuffix("/") { home.removeLast() }
    return home.isEmpty ? nil : home
  }
}

/// What a check finds.
struct DoctorFinding: Sendable {
  /// A few words for each line.
  var lines: [String]
  /// The same for programs.
  var facts: SettingValue = [:]
  var lacks: [Lack] = []

  /// Something that is not there.
  struct Lack: Sendable {
    /// What it is, and what does not work without it.
    let what: String
    /// What brings it: a command, or what to do.
    let remedy: String
    /// Whether artpipe is not whole without it.
    let isNeeded: Bool
  }
}
