public import ArtFiles
public import ArtGAN
import ArtMedia
public import ArtSettings

/// Finds directions in a model's latent space along which its images change in one way, shows them on a sheet and writes
/// them to a file that other stages and the playground use.
public struct DirectionsStage: PipelineStage {
  public static let kind = "directions"
  public static let summary = "Finds directions along which a model's images change, and shows and names them"
  public static let output = ArtifactKind.files

  let methodID: String
  let method: any DirectionMethod
  let count: Int
  let range: Double
  let names: DirectionNames
  let format: OutputFormat<any WritableImageFormat>
  let steps: Int
  /// The points through which the directions lead on the sheet.
  let choice: LatentChoice
  let shown: Int
  let tiles: TileSettings

  public init(_ settings: SettingsReader) {
    let methods = settings.directionMethods
    // All of their settings are listed, those of the chosen one are read.
    settings.listAlternatives(methods.all.map { type in { _ = type.init($0) } })
    // Whoever names images that they like wants the direction to them.
    let usual: any DirectionMethod.Type =
      settings.has("liked") || settings.has("unliked") ? ProbeDirections.self : PrincipalDirections.self
    let type = settings.choice(
      "method", default: usual, from: methods,
      "How directions are found: where first features change most (principal), by the first layer's weights alone "
        + "(closed-form), or from images that you like to others (probe).")
    methodID = type.id
    method = type.init(settings)
    count = settings.integer("count", default: 8, in: 1...100, "How many directions, the strongest first.")
    range = settings.number(
      "range", default: Self.usualRange, in: .above(0, to: 100),
      "How far along each direction the sheet and sliders go, to either side.")
    names = DirectionNames(settings)
    format = OutputFormat(settings, isOneFile: true)
    steps = settings.integer("steps", default: 5, in: 2...101, "Images of a direction on the sheet.")
    choice = LatentChoice(settings)
    let shown = settings.integer(
      "show", default: 1, in: 1...100, "Through how many points the sheet shows each direction, side by side.")
    if let listed = choice.listed, settings.has("show") {
      settings.problem(at: "show", .conflict, "'\(listed.key)' sets the number of points; leave 'show' out")
    }
    self.shown = choice.listed?.count ?? shown
    tiles = TileSettings(
      settings, upscaling: .nearest, "How many times larger the images become; at least 64 pixels where not given.")
    if let most = names.largestNumber, most > count {
      settings.problem(
        at: "names", .outOfRange, "there is no direction \(most): 'count' is \(Counted.text(count))")
    }
  }

  /// Random points differ by 1 along a direction, on average: hardly one is farther from the middle than this.
  static let usualRange = 3.0

  public var accepts: Set<ArtifactKind> { [.model] }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? { choice.problem(with: model) }

  /// The directions' file is called after the sheet.
  private func fileNames(id: String) -> (sheet: String, points: String) {
    let sheet = format.fileName(id: id)
    let stem = sheet.lastIndex(of: ".").map { String(sheet[..<$0]) } ?? sheet
    return (sheet, stem + PointsFile.ending)
  }

  public func outputNames(id: String) -> [String] {
    let names = fileNames(id: id)
    return [names.sheet, names.points]
  }

  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool {
    file == fileNames(id: id).points && folder.points(file)?.points.isEmpty == true
  }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    values["points"] = choice.kept?.fingerprint
    values["method"] = method.fingerprint
    return values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let checkpoint = try model.checkpoint()
    context.observer(
      .progress(StageProgress(stage: context.id, done: 0, total: count, unit: "direction", doing: "looking for them")))
    let found = try method.directions(
      DirectionRequest(
        checkpoint: checkpoint, count: count, seed: context.seed, device: context.execution.device, stop: context.stop,
        warn: { context.warn($0, about: $1) }))
    guard !found.isEmpty else {
      throw PipelineError(.data, "no direction was found in \(checkpoint.definition.id); try another 'method'")
    }
    let directions = found.enumerated().map { $1.direction(named: names[$0 + 1], range: range) }
    for (number, direction) in directions.enumerated() {
      context.observer(.note("direction \(number + 1), \(direction.name): \(found[number].remark)"))
    }
    let sheet = try sheet(of: directions, model, context)
    let files = fileNames(id: context.id)
    try context.folder.create()
    try format.write(sheet, to: context.folder.file(files.sheet), metadata: context.recipe)
    try PointsFile(model: PointsFile.Model(checkpoint), directions: directions)
      .write(to: context.folder.file(files.points))
    return StageResult(.files([files.sheet, files.points]), files: [files.sheet, files.points])
  }

  /// A row for each direction, from one end of its range to the other, for each point.
  private func sheet(
    of directions: [LatentDirection], _ model: ModelArtifact, _ context: StageContext
  ) throws -> PixelImage {
    let definition = try model.checkpoint().definition
    let (labels, chosen) = (try choice.labels(in: definition), try choice.chosen(in: model, context))
    let through = (0..<shown).map { number in chosen(number, labels.map { $0[number % $0.count] }) }
    let points = directions.flatMap { direction in
      through.flatMap { through in
        (0..<steps).map { step in
          let move = LatentMove(direction, by: range * (2 * Double(step) / Double(steps - 1) - 1))
          return definition.truncated(definition.moved(through.point, by: [move]), to: through.truncation)
        }
      }
    }
    let source = GeneratorImages(model: model, tracks: [.init(count: points.count) { points[$0] }])
    let stream = ImageStream(source, framesPerSecond: nil, fingerprint: nil)
    var images: [PixelImage] = []
    var progress = ImageProgress(context, stream, total: points.count)
    try stream.forEachFrame(by: context.execution) { _, made in
      try context.stop.check()
      images += made
      progress.advance()
    }
    let side = images.map { min($0.width, $0.height) }.min() ?? 1
    return try Sheet(
      columns: steps * shown, scale: tiles.scale ?? TileSettings.scale(forTilesOf: side), upscaling: tiles.upscaling
    ).render(images)
  }
}

/// What a person calls directions: a list of names, or those of some by their numbers.
struct DirectionNames: Sendable {
  private var names: [Int: String] = [:]

  init(_ settings: SettingsReader) {
    let value = settings.value(
      SettingDescription(
        "names", .list, element: .text, forms: [.form(.object, element: .text)],
        help: "What the directions are called: a list, or some by their numbers: {\"1\": \"roundness\"}."))
    guard let value else { return }
    let entries = value.array.map { $0.enumerated().map { (String($0 + 1), $1) } }
    guard let entries = entries ?? value.members?.map({ ($0.key, $0.value) }) else {
      settings.problem(
        at: "names", .wrongType,
        "expected a list of names, or an object such as {\"1\": \"roundness\"}, found "
          + value.summary)
      return
    }
    for (key, value) in entries {
      guard let number = Int(key), number >= 1 else {
        settings.problem(at: "names", .outOfRange, "expected the number of a direction, from 1, found \"\(key)\"")
        return
      }
      guard let name = value.string, !name.isEmpty else {
        settings.problem(at: "names", .wrongType, "expected a name for direction \(number), found \(value.summary)")
        return
      }
      guard !names.values.contains(name) else {
        settings.problem(at: "names", .conflict, "two directions are called \"\(name)\"; give each a name of its own")
        return
      }
      names[number] = name
    }
  }

  var largestNumber: Int? { names.keys.max() }

  subscript(number: Int) -> String { names[number] ?? "Direction \(number)" }
}
