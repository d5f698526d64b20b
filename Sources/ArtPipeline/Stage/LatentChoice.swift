import ArtGAN
import ArtSettings

/// Which latent points are sampled, and of which classes.
struct LatentChoice: Sendable {
  var seed: UInt64?
  var seeds: [UInt64]?
  /// Points of a file instead of those of a seed.
  var kept: KeptPoints?
  /// Latents of a file instead of those of a seed.
  var latents: KeptLatents?
  /// Names or numbers of classes, `all` for every class; nil for classes as frequent as in the training images.
  var classes: [String]?
  /// nil for the model's own.
  var truncation: Double?
  /// Steps along directions from each point; nil for none.
  var moves: Moves?

  init(_ reader: SettingsReader) {
    seed = reader.optionalSeed("seed", "Seeds the latent vectors; the document's seed by default.")
    seeds = reader.seeds("seeds", "One latent vector per seed, instead of several from one seed.")
    kept = KeptPoints(reader)
    latents = KeptLatents(reader)
    classes = reader.names(
      "class",
      "For class-conditional models: a class by name or number, a list, or \"all\". By default, classes are as frequent "
        + "as in the training images.")
    truncation = Self.truncation(reader)
    moves = Moves(reader)
    if seed != nil, seeds != nil {
      reader.problem(at: "seeds", .conflict, "give either 'seed' or 'seeds'")
    }
    for other in ["seed", "seeds", "class"] where kept != nil && reader.has(other) {
      reader.problem(at: other, .conflict, "give either 'points' or '\(other)'")
    }
    for other in ["seed", "seeds", "points", "truncation"] where latents != nil && reader.has(other) {
      reader.problem(at: other, .conflict, "'latents' say what is drawn; leave '\(other)' out")
    }
    if latents?.hasClasses == true, reader.has("class") {
      reader.problem(at: "class", .conflict, "the file of 'latents' says which classes are drawn; leave 'class' out")
    }
    if classes?.isEmpty == true, reader.has("class"), reader.log.isEmpty {
      reader.problem(at: "class", .outOfRange, "expected at least one class")
    }
  }

  /// The number of points that are listed one by one; nil where as many as are asked for follow from one seed.
  var listed: (key: String, count: Int)? {
    seeds.map { ("seeds", $0.count) } ?? kept.map { ($0.key, $0.points.count) }
      ?? latents.map { (KeptLatents.key, $0.count) }
  }

  /// Whether anything says which points of a model are meant.
  var isGiven: Bool {
    seed != nil || seeds != nil || kept != nil || latents != nil || classes != nil || moves != nil
  }

  /// The setting 'truncation'.
  static func truncation(_ reader: SettingsReader) -> Double? {
    reader.optionalNumber(
      "truncation", in: 0...2,
      "The truncation: below 1 images are more typical, above 1 more varied. The model's own by default, which is 1 for "
        + "most.")
  }

  /// Why a model cannot make images of these classes, and the setting to change; nil where it can, or where the classes
  /// are known only after its training.
  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if model.conditioning != nil, model.classes.isEmpty { return nil }
    do {
      _ = try labels(in: model)
    } catch {
      return ("class", (error as? PipelineError)?.message ?? "\(error)")
    }
    do throws(PipelineError) {
      _ = try kept?.points(in: model, truncation: truncation)
    } catch {
      return ("points", error.message)
    }
    do throws(PipelineError) {
      _ = try latents?.points(in: model, hasLabels: classes != nil)
      return moves?.problem(with: model)
    } catch {
      return (KeptLatents.key, error.message)
    }
  }

  /// What the points follow from.
  func fingerprint(documentSeed: UInt64) -> SettingValue {
    var value: SettingValue =
      seeds.map { ["seeds": SettingValue($0.map { SettingValue($0) })] }
      ?? kept.map { ["kept": $0.fingerprint] } ?? latents.map { ["latents": $0.fingerprint] }
      ?? ["seed": SettingValue(seed ?? documentSeed)]
    if let truncation { value["truncation"] = SettingValue(truncation) }
    if let moves { value["move"] = moves.fingerprint }
    if let classes { value["class"] = SettingValue(classes.map { SettingValue($0) }) }
    return value
  }
}
