import ArtFiles
public import ArtGAN
public import ArtSettings

/// Mixes points with each other on a grid: a row for each of some points, a column for each of others, and what both make
/// together where they meet.
public struct MixStage: PipelineStage {
  public static let kind = "mix"
  public static let summary = "Mixes images with each other, on a grid: this one's shape, that one's style"
  public static let output = ArtifactKind.samples
  public static let isCached = false
  public static let givesPoints = false

  /// What a column gives to the images below it.
  enum Share: String, CaseIterable {
    case classes, features
  }

  let choice: LatentChoice
  let rows: Int
  let columns: Int
  /// nil for classes where the model knows some.
  let share: Share?
  /// nil for the usual one.
  let layer: Int?
  let part: Mixing.Part

  public init(_ settings: SettingsReader) {
    choice = LatentChoice(settings)
    rows = settings.integer(
      "rows", default: 6, in: 1...100, "How many points the rows show: the first ones of those that are chosen.")
    columns = settings.integer("columns", default: 6, in: 1...100, "How many the columns show: those after them.")
    share = settings.optionalChoice(
      "take", of: Share.self,
      "What a column's point gives: the class, in the layers from 'layer' on (classes), or a part of the image (features). "
        + "Classes where the model knows some.")
    layer = settings.optionalInteger(
      "layer", in: 0...10_000,
      "From which of the generator's layers on the column's point counts, by the numbers of 'artpipe models describe'; all of "
        + "them for classes, and the first that has height and width for features where not given.")
    part = settings.choice(
      "part", default: Mixing.Part.right, "Of 'features': the part of the image that is the column's.")
    if let listed = choice.listed, listed.count != rows + columns {
      settings.problem(
        at: listed.key, .outOfRange,
        "\(rows) rows and \(columns) columns take \(Counted.text(rows + columns, "point")), found "
          + "\(Counted.text(listed.count)): change 'rows' and 'columns'")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if let problem = choice.problem(with: model) { return problem }
    // Classes are known only after a training.
    if model.conditioning != nil, model.classes.isEmpty { return nil }
    guard let problem = try? model.problem(with: mixing(in: model)) else { return nil }
    let key: String
    switch problem {
    case .noClasses, .noPlaces: key = "take"
    case .noClassesBehind, .noPlacesAt: key = "layer"
    }
    return (key, "\(problem)")
  }

  func mixing(in model: ModelDefinition) throws -> Mixing {
    switch share ?? (model.classes.isEmpty ? .features : .classes) {
    case .classes: .classes(from: layer ?? 0)
    case .features: .features(at: try layer ?? model.mixingLayers()?.lowerBound ?? 0, part)
    }
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let definition = try model.checkpoint().definition
    let mixing = try mixing(in: definition)
    if let problem = try definition.problem(with: mixing) { throw PipelineError(.data, "\(problem)") }
    let point = try choice.points(in: model, context)
    // Columns that give classes show one after the other where nobody names some.
    var labels = try choice.labels(in: definition)
    if labels == nil, case .classes = mixing { labels = Array(definition.classes.indices) }
    let points = (0..<rows + columns).map { number in
      point(number, labels.map { $0[(number < rows ? number : number - rows) % $0.count] })
    }
    let images = MixedImages(
      model: model, mixing: mixing, rows: Array(points.prefix(rows)), columns: Array(points.dropFirst(rows)))
    let stream = ImageStream(
      images, framesPerSecond: nil, rowLength: columns + 1,
      fingerprint: [
        "model": SettingValue(model.hash.hex), "mixing": SettingValue("\(mixing)"),
        "points": SettingValue(PointsFile(points: points.map { NamedPoint(latent: $0) }).text),
        "rows": SettingValue(rows),
      ])
    return StageResult(.images(stream))
  }
}

extension MixStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    forecast.samples((rows + 1) * (columns + 1), rowLength: columns + 1)
  }
}
