import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// The images of a sheet of `artpipe choose`, from the session's file.
public struct ChoicesStage: PipelineStage {
  public static let kind = "choices"
  public static let summary = "Shows a sheet of 'artpipe choose' again"
  public static let output = ArtifactKind.samples
  public static let isCached = false

  /// The session's file.
  let path: String
  /// The session as it was at the sheet that is shown; nil where the file has none.
  let session: ChoiceSession?
  private let file: PointsFile?
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    path = settings.requiredPath("file", "The session: a file that 'artpipe choose' wrote.")
    let sheet = settings.optionalInteger("sheet", in: 1..., "Which of its sheets, from 1; the newest where not given.")
    size = settings.render()
    var (file, session): (PointsFile?, ChoiceSession?)
    if !path.isEmpty, let found = settings.pointsFile(path, at: "file") {
      file = found
      do {
        session = try ChoiceSession(in: found, at: path)
        if let sheet { session = try session?.at(sheet: sheet) }
      } catch let problems as Problems {
        settings.log.add(contentsOf: problems)
      } catch {
        settings.problem(at: "sheet", .outOfRange, "\(error)")
      }
    }
    (self.file, self.session) = (file, session)
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func imageCount(classes: Int?) -> Int? { session?.count }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if let problem = model.problem(rendering: size) { return problem }
    do throws(LatentError) {
      _ = try session?.newestSheet(of: model)
      return nil
    } catch {
      return ("file", "\(path): \(error)")
    }
  }

  public func run(_ context: StageContext) throws -> StageResult {
    guard let session, let file else { throw PipelineError(.fault, "the stage was given no session") }
    let model = try context.inputs.trainedModel()
    let checkpoint = try model.checkpoint()
    if let warning = try file.warning(for: checkpoint) { context.warn(warning, about: path) }
    let definition = checkpoint.definition
    let points = try session.newestSheet(of: definition).sheet.places.map {
      definition.truncated($0.point, to: session.truncation)
    }
    let stream = ImageStream(
      GeneratorImages(model: model, tracks: [.init(count: points.count) { points[$0] }], size: size),
      framesPerSecond: nil,
      fingerprint: [
        "model": SettingValue(model.hash.hex),
        "choices": SettingValue(PointsFile(points: points.map { NamedPoint(latent: $0) }).text),
      ])
    return StageResult(.images(stream))
  }
}
