import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// Trains a classifier on labelled images, whose features metrics can compare.
public struct TrainClassifierStage: PipelineStage {
  public static let kind = "train-classifier"
  public static let summary = "Trains a classifier on labelled images, whose features 'evaluate' compares"
  public static let output = ArtifactKind.files
  public static let usesDataset = true
  public static let isCostly = true
  public static let makesRoom = true

  /// Where its training stands.
  static let state = StageState.Kind(
    ending: "training", format: SafetensorsFormat("classifier-training", version: 2, hashedSince: 2),
    words: "training of a classifier")

  let name: String
  let form: ImageForm
  let network: ClassifierSettings
  let recipe: ClassifierRecipe
  let weightFormat: WeightFormat
  let notes: [String]
  /// The name in the run folder that the document gives.
  let file: String?

  public init(_ settings: SettingsReader) {
    name = settings.string("name", default: "classifier", "What reports call the network.")
    let side = settings.optionalInteger(
      "size", in: 7...1024, "Width and height of the images in pixels; the set's own where not given.")
    let color = settings.optionalChoice(
      "color", of: ImageColor.self, "Whether images are grey or coloured; as the set has them where not given.")
    form = ImageForm(height: side, width: side, channels: color.map { $0 == .grey ? 1 : 3 })
    network = settings.nested("network", "The network: convolutions, then a layer of features.") {
      ClassifierSettings($0)
    }
    let usual = ClassifierRecipe()
    recipe = ClassifierRecipe(
      optimizer: .adam(
        learningRate: settings.number(
          "learningRate", default: usual.optimizer.learningRate, in: .above(0),
          "Adam's learning rate at the start; it goes down to 0 along half a cosine.")),
      batchSize: settings.integer("batchSize", default: usual.batchSize, in: 1...65536, "Images in a batch."),
      epochs: settings.number(
        "epochs", default: usual.epochs, in: .above(0, to: TrainingBudget.most), "Passes over the images."))
    weightFormat = settings.choice(
      "weightFormat", default: .float16, "How exactly weights are written; float16 takes half the space.")
    notes = settings.strings("notes", "Sentences kept in the file, such as where the images come from.") ?? []
    file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .safetensors where not given.")
    if let file, !file.hasSuffix(".safetensors") {
      settings.problem(
        at: "file", .outOfRange, "expected a name that ends in .safetensors, found \"\(file)\"")
    }
  }

  private enum ImageColor: String, CaseIterable {
    case grey, rgb
  }

  public var accepts: Set<ArtifactKind> { [] }

  func fileName(id: String) -> String { file ?? "\(id).safetensors" }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func isOwnFile(_ file: String, id: String) -> Bool { file == Self.state.name(id: id) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    // Test images take the form of the training images.
    for (key, loader) in [("images", inputs.images), ("reference", inputs.reference)] {
      values[key] = try loader?.fingerprint(form)
    }
    values["augment"] = try inputs.images?.specification.augmentation.fingerprint
    return values
  }

  public func prospect(_ context: StageContext) throws -> StageProspect {
    switch try StageState(Self.state, context).read() {
    case .state(_, let step): .goesOn(step: step, total: nil)
    case .unusable(let reason): .beginsAnew(because: reason)
    case .nothing:
      try context.folder.exists(fileName(id: context.id)) && !isUnrecorded(context)
        ? .beginsAnew(because: reasonToBegin(context)) : .runs
    }
  }

  /// Whether a network that is there is of this training: a run was ended after it wrote the file, and before it recorded
  /// that. Trained again, it has the same bytes.
  func isUnrecorded(_ context: StageContext) throws -> Bool {
    guard let cache = context.cache, !cache.isForced, let previous = cache.previous, previous.status != .done,
      previous.key == cache.key
    else { return false }
    let name = fileName(id: context.id)
    return try !previous.outputs.contains { try $0.file == name && $0.damage(in: context.folder) == nil }
  }

  /// Why a network that is there is not the one to be trained.
  func reasonToBegin(_ context: StageContext) -> String {
    guard let cache = context.cache, !cache.isForced else { return "of --force" }
    return cache.previous?.key == cache.key ? "the training is done again" : StageState.others
  }

  public func run(_ context: StageContext) throws -> StageResult {
    try ClassifierRun(self, context).run()
  }
}
