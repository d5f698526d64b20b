import Foundation
import ProgramTestSupport
import Testing

/// `make install`, without its build: the program that the tests have built is installed.
struct InstallTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func make(_ target: String) throws -> ProgramRun {
    try Program.find(
      "env",
      [
        // The tests themselves may be run by make.
        "-u", "MAKEFLAGS", "-u", "MAKELEVEL", "ARTPIPE_SKIP_SETUP=1", "make", target, "SWIFT=true",
        "INSTALLED=\(Program.artpipe)",
        "PREFIX=\(scratch.path(of: "a place"))",
      ])
  }

  private func installed(_ arguments: String...) throws -> ProgramRun {
    try Program.Running(
      scratch.path(of: "a place/bin/artpipe"), arguments, in: scratch.path,
      environment: ["ARTPIPE_CACHE": scratch.path(of: "cache"), "HOME": scratch.path]
    ).wait()
  }

  @Test func theInstalledProgramFindsWhatCameWithIt() throws {
    let install = try make("install")
    try #require(install.status == 0, "\(install.errors)")
    let end = install.outputLines.suffix(5)
    #expect(end.first == "artpipe is installed. To try it, from any folder:")
    #expect(end.dropFirst().prefix(3).allSatisfy { $0.hasPrefix("  artpipe ") })
    #expect(end.last == "(\(scratch.path(of: "a place/bin")) is not on PATH, or another artpipe stands before it.)")

    // What is tried first.
    let quickstart = try installed("run", "quickstart", "--set", "stages.interpolate.seconds=0.5")
    #expect(quickstart.status == 0, "\(quickstart.errors)")
    #expect(quickstart.outputLines == ["sheet.png", "morph.mp4", "report.html"].map { "runs/quickstart/\($0)" })
    let sample = try installed("sample", "--model", "art-64", "--count", "2", "--output", "art.png")
    #expect(sample.status == 0, "\(sample.errors)")
    let digits = try installed("run", "digits-fast")
    #expect(digits.status == 66)
    #expect(
      digits.errors.contains("dataset: the data set 'mnist' is not here yet (12 MB); 'artpipe datasets fetch mnist'"))

    // Every pipeline, also a copy that lies elsewhere, and every model file with its schema.
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/Pipelines").map {
      String($0.dropLast(".json".count))
    }.sorted()
    #expect(try installed("pipelines", "list").outputLines.map { String($0.prefix { $0 != " " }) } == names)
    #expect(try installed("pipelines", "copy", "quickstart").output == "quickstart.json\n")
    #expect(try installed("validate", "quickstart.json").status == 0)
    let models = scratch.path(of: "a place/share/artpipe/Plugins/Models")
    let listed = try installed("models", "list", "--plugin-path", models)
    #expect(listed.output.contains("tiny-digits") && listed.output.contains("residual-32"))
    for name in try FileManager.default.contentsOfDirectory(atPath: models) {
      struct Reference: Decodable {
        let schema: String
        enum CodingKeys: String, CodingKey { case schema = "$schema" }
      }
      let text = try Data(contentsOf: URL(fileURLWithPath: "\(models)/\(name)"))
      let schema = "\(models)/\(try JSONDecoder().decode(Reference.self, from: text).schema)"
      #expect(FileManager.default.fileExists(atPath: schema), "\(name)")
    }
    // What shells offer, and the manual page.
    for (file, beginning) in [
      ("bash-completion/completions/artpipe", "#!/bin/bash"), ("zsh/site-functions/_artpipe", "#compdef artpipe"),
      ("fish/vendor_completions.d/artpipe.fish", "function "), ("man/man1/artpipe.1", ".Dd "),
    ] {
      #expect(try scratch.text("a place/share/\(file)").hasPrefix(beginning), "\(file)")
    }
    // Everybody may read it.
    let secret = try Program.find("find", [scratch.path(of: "a place"), "!", "-perm", "-444"])
    #expect(secret.output == "")

    #expect(try make("uninstall").status == 0)
    let left = try Program.find("find", [scratch.path(of: "a place"), "!", "-type", "d"])
    #expect(left.output == "")
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "a place/share/artpipe")))
  }
}
