public import ArtGAN
public import ArtSettings

/// Takes a model from a checkpoint file.
public struct LoadStage: PipelineStage {
  public static let kind = "load"
  public static let summary = "Takes a trained model from a checkpoint file"
  public static let output = ArtifactKind.model
  public static let isCached = false

  let file: String

  public init(_ settings: SettingsReader) {
    let path = settings.requiredPath(
      "file",
      "A trained model: a .safetensors file, or the folder of a run or of its training, whose best model is taken where "
        + "looks told which that is, and the last otherwise.")
    var found = path
    do throws(ModelPlace.Failure) {
      if !path.isEmpty { found = try ModelPlace(path).file }
    } catch {
      switch error {
      case .missing(let message): settings.problem(at: "file", .file, message)
      case .several(let message): settings.problem(at: "file", .conflict, message)
      }
    }
    file = found
  }

  public var accepts: Set<ArtifactKind> { [] }

  /// Nil where the file cannot be used, which is told when it is.
  public func knownModel() -> ModelDefinition? { try? Checkpoint.definition(inFile: file) }

  public func run(_ context: StageContext) throws -> StageResult {
    if let better = (try? ModelPlace(file))?.better {
      context.observer(.warning("\(file) is the last model of its training; to take the best, name \(better)"))
    }
    let model = ModelArtifact(file: file, hash: try hashOfFile(file).hash)
    let checkpoint = try model.checkpoint()
    let steps = try Checkpoint.state(inFile: file).map { ", trained for \($0.step) steps" } ?? ""
    let names = checkpoint.definition.classes.map(\.name)
    let classes = names.isEmpty ? "" : ", \(names.count) classes: \(LatentChoice.list(names))"
    context.observer(.note("\(file): \(checkpoint.definition.id)\(steps)\(classes)"))
    return StageResult(.model(model))
  }
}
