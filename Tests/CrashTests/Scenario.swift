import ArtMedia
import Foundation
import ProgramTestSupport

/// A small pipeline whose run is disturbed.
struct Scenario: Sendable, CustomStringConvertible {
  /// The document's name in `Documents`.
  let document: String
  /// Settings of an earlier run in the same folder, which is not disturbed; nil for none.
  var earlier: [String]?
  /// Settings of the run that is disturbed.
  var settings: [String] = []
  /// Whether the length of the training is a matter of time.
  var isTimed: Bool { document == "minutes" }
  /// Whether the training goes back to an earlier checkpoint on its way.
  var rollsBack: Bool { document == "rolledback" }

  var description: String { ([document] + settings).joined(separator: " ") + (earlier == nil ? "" : ", run again") }

  /// All models, ways to train, and formats of files that there are.
  static let all: [Scenario] = [
    Scenario(document: "mlp"), Scenario(document: "evaluated"), Scenario(document: "dcgan"),
    Scenario(document: "rgb"), Scenario(document: "hybrid"), Scenario(document: "digits"),
    Scenario(document: "wgan"), Scenario(document: "art"), Scenario(document: "cppn"),
    Scenario(document: "rolledback"), Scenario(document: "classifier"), Scenario(document: "minutes"),
    Scenario(document: "story"), Scenario(document: "own"), Scenario(document: "pix2pix"),
    Scenario(document: "cyclegan"), Scenario(document: "fastcut"),
    // A longer training goes on, and a new sheet takes the old one's place.
    Scenario(document: "wgan", earlier: [], settings: ["stages.train.steps=10", "stages.sheet.columns=1"]),
    Scenario(document: "evaluated", earlier: ["stages.train.steps=4"], settings: []),
    Scenario(document: "mlp", settings: ["stages.train.tensorboard=true"]),
    // What was tuned before is moved aside.
    Scenario(document: "own", earlier: [], settings: ["stages.project.tune=4", "stages.complete.answers=1"]),
  ]

  /// Puts the documents and the images that they name into a folder.
  static func prepare(_ scratch: Scratch) throws {
    let folder = Program.package + "/Tests/CrashTests/Documents"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try scratch.write(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), to: name)
    }
    for number in 0..<16 {
      let pixels = (0..<16 * 16 * 3).map { UInt8(truncatingIfNeeded: $0 * (number + 3)) }
      let image = try PixelImage(width: 16, height: 16, channels: 3, pixels: pixels)
      try scratch.write(Data(try PNGFormat().encode(image)), to: "photos/\(number).png")
    }
  }

  /// The command line of a run, in a folder beside the documents.
  func arguments(into folder: String, settings: [String]? = nil) -> [String] {
    ["run", "../\(document).json", "--output", folder, "--threads", "1"]
      + (settings ?? self.settings).flatMap { ["--set", $0] }
  }
}
