import ArtData
import ArtFeatures
import ArtNN
public import ArtSettings
import ArtTensor

/// Teaches a network to tell the classes of labelled pictures apart, so that what it sees in pictures can be compared.
public struct TrainClassifierStage: PipelineStage {
  public static let kind = "train-classifier"
  public static let summary = "Trains a classifier on labelled pictures, whose features 'evaluate' compares"
  public static let output = ArtifactKind.files
  public static let usesDataset = true

  let name: String
  let form: PictureForm
  let network: ClassifierSettings
  let recipe: ClassifierRecipe
  let precision: TrainedFeatureNetwork.Precision
  let notes: [String]
  /// The name in the run folder that the document gives.
  let file: String?

  public init(_ settings: SettingsReader) {
    name = settings.string("name", default: "classifier", "What reports call the network.")
    let side = settings.optionalInteger(
      "size", in: 7...1024, "Width and height of the pictures in pixels; the set's own where not given.")
    let color = settings.optionalChoice(
      "color", of: PictureColor.self, "Whether pictures are grey or coloured; as the set has them where not given.")
    form = PictureForm(height: side, width: side, channels: color.map { $0 == .grey ? 1 : 3 })
    network = settings.nested("network", "The network: convolutions, then a layer of features.") {
      ClassifierSettings($0)
    }
    let usual = ClassifierRecipe()
    recipe = ClassifierRecipe(
      optimizer: .adam(
        learningRate: settings.number(
          "learningRate", default: usual.optimizer.learningRate, in: .above(0),
          "Adam's step size at the start; it goes down to 0 along half a cosine.")),
      batchSize: settings.integer("batchSize", default: usual.batchSize, in: 1...65536, "Pictures in a batch."),
      epochs: settings.number("epochs", default: usual.epochs, in: .above(0), "Passes over the pictures."))
    precision = settings.choice(
      "weights", default: .float16, "How exactly weights are written; float16 takes half the space.")
    notes = settings.strings("notes", "Sentences kept in the file, such as where the pictures come from.") ?? []
    file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .safetensors where not given.")
    if let file, !file.hasSuffix(".safetensors") {
      settings.problem(
        at: "file", .outOfRange, "expected a name that ends in .safetensors, found \"\(file)\"")
    }
  }

  private enum PictureColor: String, CaseIterable {
    case grey, rgb
  }

  public var accepts: Set<ArtifactKind> { [] }

  func fileName(id: String) -> String { file ?? "\(id).safetensors" }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func dependencies(_ context: StageContext) throws -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    var form = form
    for (key, loader) in [("pictures", context.pictures), ("reference", context.reference)] {
      guard let loader else { continue }
      let (use, dataset) = (loader.specification.augmentation, try loader.dataset(form))
      // Those to judge by come in the form of those that are learnt from.
      form = PictureForm(dataset.pictureShape)
      values[key] = [
        "hash": SettingValue(dataset.contentHash.hex),
        "validation": SettingValue(loader.specification.validation), "flips": SettingValue(use.flips),
        "crop": SettingValue(use.crop), "shift": SettingValue(use.shift), "rotate": SettingValue(use.rotation),
      ]
    }
    return values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    try ClassifierRun(self, context).run()
  }
}
