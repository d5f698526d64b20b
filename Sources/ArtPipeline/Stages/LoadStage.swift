import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// Loads a model from a checkpoint file.
public struct LoadStage: PipelineStage {
  public static let kind = "load"
  public static let summary = "Loads a trained model from a checkpoint file"
  public static let output = ArtifactKind.model
  public static let modelKinds = Set(ModelKind.allCases)
  public static let isCached = false

  let file: String
  let isTileable: Bool
  private let components: ModelComponents

  public init(_ settings: SettingsReader) {
    file = settings.requiredModelFile(
      "file",
      "The model: a .safetensors file, the folder of a run or of its training, or the name of shipped weights (art-64). Of "
        + "a folder the best model is loaded if the training was evaluated, else the last.")
    components = settings.components
    isTileable = settings.bool(
      "tileable", default: false,
      "Lets the model's images go on at their opposite edges, so that they can be repeated without a seam, whether it has "
        + "learnt that or not.")
    do throws(LayerError) {
      if isTileable { _ = try storedModel()?.tileable(keepingWeights: true) }
    } catch {
      settings.problem(at: "tileable", .conflict, "images of \(file) cannot tile: \(error)")
    }
  }

  /// The file of the model that a path means; nil where there is none, or more than one.
  public static func modelFile(at path: String) -> String? { try? ModelPlace(path).file }

  public var accepts: Set<ArtifactKind> { [] }

  /// Nil where the file cannot be read; running the stage says why.
  public func knownModel() -> ModelDefinition? {
    isTileable ? try? storedModel()?.tileable(keepingWeights: true) : storedModel()
  }

  private func storedModel() -> ModelDefinition? {
    try? Checkpoint.definition(inFile: .typed(file), components: components)
  }

  public func run(_ context: StageContext) throws -> StageResult {
    if let better = (try? ModelPlace(file))?.better {
      context.warn(
        "it is the last model of its training", about: file, advice: "to take the best, name \(better)")
    }
    let model = ModelArtifact(
      file: file, hash: try SHA256.hash(file: file).hash, components: components, isTileable: isTileable)
    let checkpoint = try model.checkpoint()
    let steps = try Checkpoint.state(inFile: file).map { ", trained for \(Counted.text($0.step, "step"))" } ?? ""
    let names = checkpoint.definition.classes.map(\.name)
    let classes = names.isEmpty ? "" : ", \(Counted.text(names.count, "class", "classes")): \(LatentChoice.list(names))"
    context.observer(.note("\(file): \(checkpoint.definition.id)\(steps)\(classes)"))
    return StageResult(.model(model))
  }
}
