import ArtData
import ArtFiles
public import ArtGAN
import ArtMedia
public import ArtSettings
import ArtTensor

/// Shows training images beside what the discriminator sees of them, before anything is trained.
public struct PreviewStage: PipelineStage {
  public static let kind = "preview"
  public static let summary = "Shows training images beside what the model will see of them"
  public static let output = ArtifactKind.files
  public static let modelKinds = Set(ModelKind.allCases)
  public static let usesModelAndDataset = true

  let format: OutputFormat<any WritableImageFormat>
  let count: Int
  let scale: Int?
  let showsWhole: Bool

  public init(_ settings: SettingsReader) {
    format = OutputFormat(settings, isOneFile: true)
    count = settings.integer(
      "count", default: 32, in: 1...4096, "How many images to show, the first that are learnt from.")
    showsWhole = settings.bool(
      "whole", default: false,
      "Shows each image as it is in its file, with borders, beside what the model will see of it: what is cut away or "
        + "stretched can be seen.")
    scale = settings.optionalInteger(
      "scale", in: 1...256, "How many times larger the images become; at least 64 pixels where not given.")
  }

  public var accepts: Set<ArtifactKind> { [] }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    let (model, images) = try inputs.modelAndDataset()
    return try TrainingInputs(model: model, images: images).values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let (model, images) = try context.inputs.modelAndDataset()
    let (sheet, words) = try shown(model, images, context)
    let name = format.fileName(id: context.id)
    try context.folder.create()
    try format.write(sheet, to: context.folder.file(name), metadata: context.recipe)
    context.observer(.note(words))
    return StageResult(.files([name]), files: [name])
  }

  private func shown(
    _ model: ModelDefinition, _ images: DatasetLoader, _ context: StageContext
  ) throws -> (sheet: PixelImage, words: String) {
    if let pairs = try TranslationPreview(
      model, images.dataset(), images.specification, count: count, seed: context.seed)
    {
      return (try pairs.sheet(scale: scale), pairs.words)
    }
    let preview = try TrainingPreview(model, images, count: count, showsWhole: showsWhole, context)
    return (try preview.sheet(scale: scale), preview.words)
  }
}
