import ArtFiles
import ArtEvaluation
import ArtGAN
import ArtNN
import ArtSettings
import Foundation

/// Models that come from elsewhere: as layers in a file, as weights, as a checkpoint.
extension FuzzTarget {
  static let modelFile = FuzzTarget("model-file") { input in
    // The first byte tells the language.
    let ending = input.bytes.first == UInt8(ascii: "{") ? "json" : "yaml"
    let model = ModelFile(file: input.file("fuzz.artmodel.\(ending)"))
    guard model.problems.isEmpty else { return }
    attempt { try model.define(SettingsReader(nil, log: ProblemLog())).validate() }
  }

  /// The definition that a checkpoint carries.
  static let modelDefinition = FuzzTarget("model-definition") { input in
    attempt {
      let definition = try JSONDecoder().decode(
        ModelDefinition.self, from: Data(input.bytes), configuration: ModelComponents.standard)
      try definition.validate()
      _ = try definition.trainingShapes()
    }
  }

  /// Weights: as they are, and with a header's length that fits, which few changed files have.
  static let safetensors = FuzzTarget("safetensors") { input in
    read(input.file("fuzz.safetensors"))
    guard input.bytes.count > 8, let end = input.bytes.lastIndex(of: UInt8(ascii: "}")), end >= 8 else { return }
    let length = withUnsafeBytes(of: UInt64(end - 7).littleEndian) { Array($0) }
    read(input.file("fuzz.safetensors", length + input.bytes[8...]))
  }

  /// Latent points and directions. What was read can be written and read again.
  static let points = FuzzTarget("points") { input in
    guard let file = attempt({ try PointsFile(parsing: input.text, file: "fuzz.artpoints.json") }) else { return }
    let again = attempt { try PointsFile(parsing: file.text, file: "again.artpoints.json") }
    precondition(again?.points.count == file.points.count && again?.directions.count == file.directions.count)
    for number in 0..<3 { _ = file.point(named: "\(number)") }
  }

  private static func read(_ path: String) {
    attempt { _ = try Safetensors(path: path) }
    attempt { _ = try Checkpoint.state(inFile: path) }
    attempt { _ = try Checkpoint.definition(inFile: .typed(path)) }
    attempt { _ = try Checkpoint(readingFrom: path) }
    attempt { _ = try Checkpoint(readingFrom: path, weightsOnly: true) }
    attempt { _ = try TrainedFeatureNetwork(readingFrom: path) }
  }
}
