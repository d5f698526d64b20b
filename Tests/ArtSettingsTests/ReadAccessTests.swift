import ArtFiles
import ArtSettings
import ArtTestSupport
import Foundation
import Testing

struct ReadAccessTests {
  /// `in` may be read, `out` may not; links lead from one to the other.
  private func folders() throws -> (TemporaryFolder, inner: String) {
    let folder = try TemporaryFolder()
    for name in ["in/pics/deep", "out"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    for name in ["in/a.png", "in/pics/b.png", "out/c.png"] {
      try FilePlace.typed("\(folder.path)/\(name)").write([1])
    }
    for (name, target) in [
      ("in/here", "pics"), ("in/leak.png", "../out/c.png"), ("in/pics/deep/out", "../../../out"), ("out/back", "../in"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: target)
    }
    return (folder, "\(folder.path)/in")
  }

  @Test(arguments: [
    ("in/a.png", true), ("in/none.png", true), ("in/pics", false), ("in/pics/b.png", true), ("in/here", false),
    ("in/leak.png", false), ("in", false), ("out/c.png", false), ("out/back/a.png", true), ("in/../out/c.png", false),
    ("in/pics/deep/out/c.png", false), ("none/none", false), ("/etc/passwd", false), ("", true),
  ])
  func allowsWhatLiesBelow(path: String, isAllowed: Bool) throws {
    let (folder, inner) = try folders()
    let path = path.isEmpty ? inner + "/pics/deep/../b.png" : path.hasPrefix("/") ? path : "\(folder.path)/\(path)"
    #expect((ReadAccess.below([inner]).refusal(of: path) == nil) == isAllowed)
    #expect(ReadAccess.everything.refusal(of: path) == nil)
  }

  @Test func pathSettingsAskForAccess() throws {
    let (folder, inner) = try folders()
    var environment = SettingsEnvironment()
    environment[ReadAccess.self] = .below([inner])
    let log = ProblemLog()
    let text = #"{"ok": "a.png", "up": "../out/c.png", "home": "~/x", "link": "leak.png", "nul": "a\u0000b"}"#
    let reader = SettingsReader(
      try SettingValue.parse(text, file: "\(inner)/doc.json"), environment: environment, log: log)
    #expect(reader.requiredPath("ok", "") == "\(inner)/a.png")
    for key in ["up", "home", "link", "nul"] { #expect(reader.optionalPath(key, "") == nil) }
    #expect(log.problems.map(\.path) == ["up", "home", "link", "nul"])
    #expect(
      log.problems.first?.message
        == "\(folder.path)/out/c.png lies outside of what the document may read, since it is not trusted: move it there, "
        + "or give --allow-read \(folder.path)/out/c.png")
    // The user's own option reads what the user can read.
    let option = SettingsReader(
      ["up": SettingValue(.string("\(folder.path)/out/c.png"), at: SourceLocation(option: "--set up=…"))],
      environment: environment, log: log)
    #expect(option.optionalPath("up", "") == "\(folder.path)/out/c.png")
  }
}
