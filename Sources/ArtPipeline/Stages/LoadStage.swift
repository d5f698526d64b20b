import ArtGAN
public import ArtSettings
import Foundation

/// Takes a model from a checkpoint file.
public struct LoadStage: PipelineStage {
  public static let kind = "load"
  public static let summary = "Takes a trained model from a checkpoint file"
  public static let output = ArtifactKind.model
  public static let isCached = false

  let file: String

  public init(_ settings: SettingsReader) {
    file = settings.requiredPath("file", "The checkpoint, a .safetensors file that 'train' wrote.")
    if !file.isEmpty, !FileManager.default.fileExists(atPath: file) {
      settings.problem(at: "file", .file, "there is no file \(file)")
    }
  }

  public var accepts: Set<ArtifactKind> { [] }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = ModelArtifact(file: file, hash: try hashOfFile(file).hash)
    let checkpoint = try model.checkpoint()
    let steps = try Checkpoint.state(inFile: file).map { ", trained for \($0.step) steps" } ?? ""
    let names = checkpoint.definition.classes.map(\.name)
    let classes = names.isEmpty ? "" : ", \(names.count) classes: \(LatentChoice.list(names))"
    context.observer(.note("\(file): \(checkpoint.definition.id)\(steps)\(classes)"))
    return StageResult(.model(model))
  }
}
