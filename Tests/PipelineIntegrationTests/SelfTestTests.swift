@testable import ArtPipeCommandLine
import ArtSettings
import ArtTensor
import Foundation
import Testing

/// `artpipe self-test`, and what it says of results that differ.
@Suite(.serialized)
struct SelfTestTests {
  @Test func itPassesAndLeavesNothing() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "tmp/kept")
    let run = try Program.artpipe(
      ["self-test", "--json"], in: scratch.path, environment: ["TMPDIR": scratch.path(of: "tmp")])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let value = try SettingValue.parse(run.output, file: "self-test")
    #expect(value["passed"]?.bool == true)
    #expect(value["checks"]?.array?.count == 5)
    let known = SelfTestReference.hashes[.current]
    for name in ["training", "samples", "frames"] {
      let hash = try #require(value["hashes"]?[name]?.string)
      #expect(hash.utf8.count == 64)
      if let known { #expect(known[name] == hash) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["tmp"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "tmp")) == ["kept"])
  }

  @Test func ctrlCLeavesNothing() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "tmp/kept")
    let running = try Program.Running(
      Program.artpipe, ["self-test"], in: scratch.path, environment: ["TMPDIR": scratch.path(of: "tmp")])
    try running.wait(untilErrorsContain: "training: ")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "tmp")).count == 2)
    kill(running.process.processIdentifier, SIGINT)
    let run = try running.wait()
    #expect(run.status == 130, "\(run.errors)")
    #expect(run.output == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "tmp")) == ["kept"])
  }

  @Test func aFolderThatCannotBeWrittenIsTold() throws {
    let run = try Program.artpipe(["self-test"], environment: ["TMPDIR": "/proc/none"])
    #expect(run.status == 73)
    #expect(run.errors.contains("TMPDIR names another place"))
  }

  private static let hashes = ["training": "a1", "samples": "b2", "frames": "c3"]

  private static func outcome(frames: Int = SelfTestDocument.frames, difference: Double = 0.5) -> SelfTest.Outcome {
    SelfTest.Outcome(
      numbers: [("generatorLoss of step 1", 1), ("discriminatorLoss of step 1", 2)],
      hashes: [("training", "a1"), ("samples", "b2"), ("frames", "c3")],
      video: .init(format: "MP4", encoder: "libx264", frames: frames, difference: difference))
  }

  private static func verdict(
    _ outcome: SelfTest.Outcome = outcome(), hashes: [String: String]? = hashes, numbers: [Double] = [1, 2]
  ) -> SelfTestVerdict {
    SelfTestVerdict(outcome, level: .x86v3, hashes: hashes.map { [.x86v3: $0] } ?? [:], numbers: numbers)
  }

  @Test func equalResultsPass() {
    #expect(Self.verdict().isGood)
    #expect(Self.verdict(numbers: [1.00009, 1.99991]).isGood)
    let unknown = Self.verdict(hashes: nil)
    #expect(unknown.isGood)
    #expect(unknown.text.contains { $0.hasPrefix("training") && $0.hasSuffix("not known for x86-64-v3") })
  }

  @Test(arguments: [
    (Self.verdict(numbers: [1.0002, 2]), "first steps", "computes wrong numbers here"),
    (Self.verdict(numbers: [1]), "first steps", "computes wrong numbers here"),
    (Self.verdict(hashes: ["training": "00"]), "training", "another version of the compiler"),
    (Self.verdict(hashes: ["frames": "00"]), "frames", "another version of the compiler"),
    (Self.verdict(Self.outcome(frames: 47)), "video", "FFmpeg's encoder or decoder is not"),
    (Self.verdict(Self.outcome(difference: 9)), "video", "FFmpeg's encoder or decoder is not"),
  ])
  func otherResultsDoNot(verdict: SelfTestVerdict, name: String, words: String) {
    #expect(!verdict.isGood)
    #expect(verdict.lines.filter { !$0.isGood }.map(\.name) == [name])
    #expect(verdict.text.contains { $0.hasPrefix(name) && $0.contains("DIFFERS") })
    #expect(verdict.text.joined(separator: " ").contains(words))
    #expect(verdict.json["passed"]?.bool == false)
  }

  /// Numbers of a not-a-number kind are no equal numbers.
  @Test func notANumberIsNoEqualNumber() {
    var outcome = Self.outcome()
    outcome.numbers[0].value = .nan
    #expect(!Self.verdict(outcome).isGood)
  }
}
