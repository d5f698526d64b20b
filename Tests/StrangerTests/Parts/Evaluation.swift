import ArtPipeKit

/// A metric of another package: the mean of all pixels.
struct Brightness: Metric {
  let id = "brightness"
  let title = "brightness"
  let direction = MetricDirection.likeReal
  let needs: Set<MetricNeed> = []

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let images = comparison.generated.images
    let means = (0..<images.count).map { number in
      let pixels = images.pixels[(number * images.imageSize)..<((number + 1) * images.imageSize)]
      return Double(pixels.reduce(0) { $0 + Int($1) }) / Double(255 * images.imageSize)
    }
    return MetricValue(.mean(of: means, key: comparison.key.folded(2), pool: comparison.pool))
  }
}

/// A stage of another package: writes the brightness of each sample, a line each.
struct BrightnessStage: PipelineStage {
  static let kind = "list-brightness"
  static let summary = "Lists how bright samples are"
  static let output = ArtifactKind.files

  let file: String

  init(_ settings: SettingsReader) {
    file = settings.string("file", default: "brightness.txt", "The name of the list.")
  }

  var accepts: Set<ArtifactKind> { [.samples] }

  func outputNames(id: String) -> [String] { [file] }

  func run(_ context: StageContext) throws -> StageResult {
    var lines = ""
    try context.inputs.imageStream().forEachFrame(by: context.execution) { _, images in
      for image in images { lines += "\(image.pixels.reduce(0) { $0 + Int($1) })\n" }
    }
    try context.folder.file(file).write(Array(lines.utf8))
    return StageResult(.files([file]), files: [file])
  }
}

/// A way to find directions of another package: the axes of the latent space, as they come.
struct AxisDirections: DirectionMethod {
  static let id = "axes"

  let first: Int

  init(_ settings: SettingsReader) {
    first = settings.integer("firstAxis", default: 0, in: 0..., "The axis to begin with.")
  }

  func directions(_ request: DirectionRequest) throws -> [FoundDirection] {
    let size = request.checkpoint.definition.latent.size
    return (first..<min(first + request.count, size)).map { axis in
      FoundDirection((0..<size).map { $0 == axis ? 2 : 0 }, remark: "an axis")
    }
  }
}
