public import ArtGAN
public import ArtSettings

/// What a stage is given to work with.
public struct StageContext: Sendable {
  /// The stage's id; its files are named after it.
  public let id: String
  /// The document's seed.
  public let seed: UInt64
  public let folder: RunFolder
  /// What the stage takes from an earlier one.
  public let input: Artifact?
  /// The document's model; for stages that use it, never nil.
  public let model: ModelDefinition?
  /// The document's pictures, loaded when first asked for.
  public let pictures: DatasetLoader?
  /// The document's pictures to judge by, loaded when first asked for.
  public let reference: DatasetLoader?
  public let execution: Execution
  public let stop: StopRequest
  public let observer: PipelineObserver
  /// What the stage depends on besides its settings, as the manifest says it.
  public internal(set) var inputs: [String: SettingValue] = [:]
  /// The hash of everything that the stage depends on, its settings included; nil outside of a run folder.
  public internal(set) var key: ContentHash?
  /// What is known of this stage from an earlier run in the same folder that is not to be repeated from the start; its
  /// inputs may have been others.
  public internal(set) var previous: Manifest.StageRecord?
  /// The recipe to write into pictures and videos: enough to make them again.
  public let recipe: [String: String]

  /// The model that the stage takes.
  ///
  /// - Throws: ``PipelineError`` where it takes none; planning does not let that happen.
  public func inputModel() throws -> ModelArtifact {
    guard case .model(let model) = input else {
      throw PipelineError(.fault, "the stage was given no model", stage: id)
    }
    return model
  }

  /// The pictures that the stage takes.
  ///
  /// - Throws: ``PipelineError`` where it takes none; planning does not let that happen.
  public func inputPictures() throws -> PictureStream {
    guard case .pictures(let pictures) = input else {
      throw PipelineError(.fault, "the stage was given no pictures", stage: id)
    }
    return pictures
  }
}
