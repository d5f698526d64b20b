import ArtData
import ArtGAN
import ArtMedia
public import ArtSettings
import ArtTensor

/// Shows training pictures beside what the discriminator sees of them, before anything is trained.
public struct PreviewStage: PipelineStage {
  public static let kind = "preview"
  public static let summary = "Shows training pictures beside what the model will see of them"
  public static let output = ArtifactKind.files
  public static let usesModelAndDataset = true

  let format: PictureFormat
  let count: Int
  let scale: Int?

  public init(_ settings: SettingsReader) {
    format = PictureFormat(settings, isOneFile: true)
    count = settings.integer(
      "count", default: 32, in: 1...4096, "How many pictures to show, the first that are learnt from.")
    scale = settings.optionalInteger(
      "scale", in: 1...256, "How many times larger the pictures become; at least 64 pixels where not given.")
  }

  public var accepts: Set<ArtifactKind> { [] }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func dependencies(_ context: StageContext) throws -> [String: SettingValue] {
    guard let model = context.model, let pictures = context.pictures else { return [:] }
    return try TrainingInputs(model: model, pictures: pictures, judging: nil).values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    guard let model = context.model, let pictures = context.pictures else {
      throw PipelineError(.fault, "the stage was given no model or no pictures", stage: context.id)
    }
    let preview = try TrainingPreview(model, pictures, count: count, context)
    let name = format.fileName(id: context.id)
    try context.folder.create()
    let sheet = try preview.sheet(scale: scale)
    try format.encoder.write(sheet, to: context.folder.path(of: name), metadata: context.recipe)
    context.observer(.note(preview.words))
    return StageResult(.files([name]), files: [name])
  }
}
