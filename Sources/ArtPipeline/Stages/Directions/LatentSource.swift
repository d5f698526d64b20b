import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings

/// Latent points that a document names: those of a points file, or those of a folder of samples, which their recipes tell.
struct LatentSource: Sendable {
  private enum Point: Hashable {
    case kept([Float])
    case sample(seed: UInt64, index: UInt64)
  }

  let path: String
  private let points: [Point]
  /// The generators that made the samples, as their files tell.
  private let models: Set<ContentHash>
  private let file: PointsFile?

  var count: Int { points.count }

  /// Reads a setting, and what it names; nil where something is wrong with it, with a problem logged.
  init?(_ settings: SettingsReader, _ key: String, _ help: String) {
    let path = settings.requiredPath(key, help)
    guard !path.isEmpty else { return nil }
    self.path = path
    switch FileInfo(path)?.kind {
    case .folder:
      guard let found = Self.samples(inFolder: path, settings, key) else { return nil }
      (points, models) = found
      self.file = nil
    case .file:
      guard let file = settings.pointsFile(path, at: key) else { return nil }
      points = file.points.map { .kept($0.latent) }
      (models, self.file) = ([], file)
    default:
      settings.problem(at: key, .file, "there is no folder and no points file \(path)")
      return nil
    }
  }

  private static func samples(
    inFolder path: String, _ settings: SettingsReader, _ key: String
  ) -> (points: [Point], models: Set<ContentHash>)? {
    guard let names = try? Listing.names(in: path) else {
      settings.problem(at: key, .file, "the folder \(path) cannot be read")
      return nil
    }
    let reader = RecipeReader(images: settings.imageFormats)
    var (points, models, strangers) = ([Point](), Set<ContentHash>(), 0)
    for name in names.sorted(by: Paths.precedes) where !name.hasPrefix(".") {
      let file = Paths.join(path, name)
      settings.checkAccess(file, at: key)
      let ending = Paths.fileExtension(name)
      guard settings.imageFormats.readable.contains(where: { $0.suffixes.contains(ending) }) else { continue }
      let recipe = try? reader.recipe(of: file)
      if let sample = recipe.flatMap(SampleRecipe.init)?.sample(inFile: recipe?.file ?? name) {
        points.append(.sample(seed: sample.seed, index: sample.index))
        if let model = recipe?.model { models.insert(model) }
      } else {
        strangers += 1
      }
    }
    guard points.isEmpty || strangers > 0 else { return (points, models) }
    let some = points.isEmpty ? "of no image" : "not of \(Counted.text(strangers, "image"))"
    settings.problem(
      at: key, .outOfRange,
      "the latent points \(some) in \(path) are known: take files that 'artpipe sample --output FOLDER' or the stage "
        + "'images' wrote, with their recipes, or a points file")
    return nil
  }

  /// Coordinates before truncation.
  ///
  /// - Throws: ``PipelineError`` for points of another model.
  func latents(in request: DirectionRequest) throws -> [[Float]] {
    let (checkpoint, model) = (request.checkpoint, request.checkpoint.definition)
    if let warning = try file?.warning(for: checkpoint) { request.warn(warning, path) }
    if !models.isEmpty {
      let hash = try checkpoint.generatorHash()
      guard models == [hash] else {
        let others = models.contains(hash) ? "some were" : "they were"
        throw PipelineError(
          .data,
          "\(path): \(others) made by another model than \(model.id) with these weights, in which the same points show "
            + "other things; take the model that made them, or samples of this one")
      }
    }
    var latents: [[Float]] = []
    for point in points {
      switch point {
      case .sample(let seed, let index): latents.append(model.latent.point(seed: seed, index: index))
      case .kept(let latent):
        guard latent.count == model.latent.size else {
          throw PipelineError(
            .data,
            "\(path): a point has \(latent.count) numbers, and \(model.id) takes \(model.latent.size): it belongs "
              + "to another model")
        }
        latents.append(latent)
      }
    }
    return latents
  }

  var fingerprint: SettingValue {
    SettingValue(
      points.map {
        switch $0 {
        case .kept(let latent): SettingValue(PointsFile(points: [NamedPoint(latent: latent)]).text)
        case .sample(let seed, let index): [SettingValue(seed), SettingValue(index)]
        }
      })
  }
}

/// Which samples the files of a recipe show.
struct SampleRecipe {
  private let seed: UInt64
  private let seeds: [UInt64]?
  /// Samples of each class, where there are several.
  private let count: Int

  /// nil for a recipe that makes no plain samples of a seed.
  init?(_ recipe: Recipe) {
    let entries = recipe.document.stageEntries
    guard let place = entries.firstIndex(where: { $0.id == recipe.stage }) else { return nil }
    let from = entries[place].entry["from"]?.string
    let source = entries[..<place].last { from == nil ? $0.entry["kind"]?.string == SampleStage.kind : $0.id == from }
    guard let sampling = source?.entry, sampling["kind"]?.string == SampleStage.kind else { return nil }
    // These are moved, or not those of a seed.
    guard ["points", "latents", "move"].allSatisfy({ sampling[$0] == nil }) else { return nil }
    seed = sampling["seed"]?.number?.unsigned ?? recipe.seed
    seeds = sampling["seeds"]?.array?.compactMap { $0.number?.unsigned }
    count = seeds?.count ?? sampling["count"]?.number?.integer ?? SampleStage.usualCount
  }

  /// The point of a file by its name as it was written, `0007.png`: points repeat for each class.
  func sample(inFile name: String) -> (seed: UInt64, index: UInt64)? {
    let stem = Paths.split(name).name.prefix { $0 != "." }
    guard let number = Int(stem), number >= 1, count >= 1 else { return nil }
    let index = (number - 1) % count
    if let seeds { return seeds.indices.contains(index) ? (seeds[index], 0) : nil }
    return (seed, UInt64(index))
  }
}
