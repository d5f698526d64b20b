public import ArtFiles
public import ArtGAN
public import ArtSettings

/// What a stage is given to work with. Its services are reached as its own: `context.folder`.
@dynamicMemberLookup
public struct StageContext: Sendable {
  public let inputs: StageInputs
  public let services: StageServices
  /// nil outside of a run folder that keeps a manifest.
  public let cache: StageCache?

  /// The recipe to write into images and videos: enough to make them again.
  ///
  /// - Throws: an error for a file that it tells of and that cannot be read.
  public var recipe: [String: String] { get throws { try services.lazyRecipe.value() } }

  /// The recipe of one of several files.
  ///
  /// - Parameter file: Its name.
  func recipe(ofFile file: String) throws -> [String: String] { Recipe.naming(file, in: try recipe) }

  public subscript<Value>(dynamicMember service: KeyPath<StageServices, Value>) -> Value { services[keyPath: service] }
}

/// What a stage takes.
public struct StageInputs: Sendable {
  /// The output of the earlier stage that it takes from.
  public let artifact: Artifact?
  /// The document's model.
  public let model: ModelDefinition?
  /// The document's images, loaded when first asked for.
  public let images: DatasetLoader?
  /// The document's images to evaluate by, loaded when first asked for.
  public let reference: DatasetLoader?

  /// The trained model of the earlier stage.
  ///
  /// - Throws: ``PipelineError`` where there is none; planning does not let that happen.
  public func trainedModel() throws -> ModelArtifact {
    guard case .model(let model) = artifact else { throw PipelineError(.fault, "the stage was given no model") }
    return model
  }

  /// The images of the earlier stage.
  ///
  /// - Throws: ``PipelineError`` where there are none; planning does not let that happen.
  public func imageStream() throws -> ImageStream {
    guard case .images(let images) = artifact else { throw PipelineError(.fault, "the stage was given no images") }
    return images
  }

  /// The document's images.
  ///
  /// - Throws: ``PipelineError`` where there are none; planning does not let that happen.
  public func dataset() throws -> DatasetLoader {
    guard let images else { throw PipelineError(.fault, "the stage was given no dataset") }
    return images
  }

  /// The document's model and images.
  ///
  /// - Throws: ``PipelineError`` where there are none; planning does not let that happen.
  public func modelAndDataset() throws -> (model: ModelDefinition, images: DatasetLoader) {
    guard let model else { throw PipelineError(.fault, "the stage was given no model") }
    return (model, try dataset())
  }
}

/// What a stage works with, whatever it takes.
public struct StageServices: Sendable {
  /// The stage's id; its files are named after it.
  public let id: String
  /// The document's seed.
  public let seed: UInt64
  public let folder: RunFolder
  public let execution: Execution
  public let stop: StopRequest
  public let observer: PipelineObserver
  /// Put together when the stage first writes a file: one that is not run again needs none.
  let lazyRecipe: Lazy<[String: String], any Error>
  let warnings = StageWarnings()
}

/// What a stage's outputs follow from, and what is known of an earlier run.
public struct StageCache: Sendable {
  /// What the stage depends on besides its settings, as the manifest names it.
  public let fingerprints: [String: SettingValue]
  /// The hash of everything that the stage depends on, its settings included.
  public let key: ContentHash
  /// The stage's record from an earlier run in the same folder; nil where there is none, where the manifest was lost, or
  /// where everything is to be run from the start. Its fingerprints may have been others.
  public let previous: Manifest.StageRecord?
  /// Whether everything is to be run from the start, whatever is there.
  public let isForced: Bool
  /// The files of an earlier run that came to its end which are not as it left them: other bytes, or gone. Those with
  /// other bytes are moved aside before the stage runs.
  public let damaged: [String]
  /// Moves something in the run folder aside, for a reason, and gives its new name.
  let moveAside: @Sendable (_ name: String, _ reason: String) throws -> String?
}

extension StageContext {
  /// Tells of something that is probably not as it should be. The manifest keeps it, and the report shows it.
  ///
  /// - Parameters:
  ///   - words: What it is; they name no file.
  ///   - file: The path of the file that it is about, of which the manifest keeps the name; nil for none.
  ///   - advice: What to do, for the user alone.
  public func warn(_ words: String, about file: String? = nil, advice: String? = nil) {
    services.warnings.add(Manifest.WarningRecord(words, file: file.map { Paths.split($0).name }))
    let place = file.map { "\($0): " } ?? ""
    services.observer(.warning(place + words + (advice.map { "; \($0)" } ?? "")))
  }

  /// Gives a file or folder of the run folder another name: `train` becomes `train.1`, or the next number that is free.
  /// The manifest keeps a record, so that `artpipe runs clean` can free the space; the user is told.
  ///
  /// - Parameters:
  ///   - name: The name in the run folder. Where there is nothing of that name, or a link, nothing happens.
  ///   - reason: Why, as the end of a sentence: `the learning rate is another`.
  /// - Returns: The new name; nil where nothing was moved.
  /// - Throws: `FileError` where it cannot be renamed.
  @discardableResult
  public func moveAside(_ name: String, because reason: String) throws -> String? {
    try cache?.moveAside(name, reason)
  }
}
