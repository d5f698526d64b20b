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

  /// The numbers of the classes; nil for classes as frequent as in the training images.
  ///
  /// - Throws: ``PipelineError`` where the model is not class-conditional, or does not have these classes.
  func labels(in model: ModelDefinition) throws -> [Int]? {
    try classes.map { try Self.labels($0, in: model) }
  }

  /// The numbers of classes by their names or numbers, `all` for every class.
  ///
  /// - Throws: ``PipelineError`` where the model is not class-conditional, or does not have these classes.
  static func labels(_ classes: [String], in model: ModelDefinition) throws -> [Int] {
    if classes == ["all"], !model.classes.isEmpty, !model.classes.contains(where: { $0.name == "all" }) {
      return Array(model.classes.indices)
    }
    return try classes.map(model.label(named:))
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

  /// Some names, the first of many.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  /// A point that was chosen, as it is before truncation.
  struct Chosen {
    /// Latent coordinates, and class weights where the model knows classes.
    var point: [Float]
    /// nil for the model's own.
    let truncation: Double?
  }

  /// Makes the point of a number, from 0, and of a class's number; of a random class, as frequent as in the training images,
  /// where there is none.
  typealias Maker<Point> = @Sendable (_ index: Int, _ label: Int?) -> Point

  /// What makes the points in a model, truncated and moved as the settings say.
  ///
  /// - Parameter context: Gives the document's seed, and is warned where points were kept for other weights.
  /// - Throws: ``PipelineError`` where kept points or directions are those of another model.
  func points(in model: ModelArtifact, _ context: StageContext) throws -> Maker<[Float]> {
    let (definition, chosen) = (try model.checkpoint().definition, try chosen(in: model, context))
    return { index, label in
      let chosen = chosen(index, label)
      return definition.truncated(chosen.point, to: chosen.truncation)
    }
  }

  /// Likewise, for stages that change points before they are truncated.
  func chosen(in model: ModelArtifact, _ context: StageContext) throws -> Maker<Chosen> {
    let checkpoint = try model.checkpoint()
    let (definition, truncation, moves) = (checkpoint.definition, truncation, moves?.moves ?? [])
    if let problem = self.moves?.problem(with: definition) { throw PipelineError(.data, problem.message) }
    if let kept {
      if let warning = try kept.file.warning(for: checkpoint) { context.observer(.warning("\(kept.path): \(warning)")) }
      let points = try kept.points(in: definition, truncation: 1)
      return { index, _ in
        Chosen(
          point: definition.moved(points[index], by: moves), truncation: truncation ?? kept.points[index].truncation)
      }
    }
    if let latents {
      // As a generator was given them, truncation applied.
      let points = try latents.points(in: definition, hasLabels: classes != nil)
      return { index, label in Chosen(point: definition.moved(points(index, label), by: moves), truncation: 1) }
    }
    let (seeds, seed) = (seeds, seed ?? context.seed)
    return { index, label in
      let point =
        if let seeds {
          definition.point(seed: seeds[index], label: label)
        } else {
          definition.point(seed: seed, index: UInt64(index), label: label)
        }
      return Chosen(point: definition.moved(point, by: moves), truncation: truncation)
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

extension ModelDefinition {
  /// The number of a class by its name, or by its number as text.
  ///
  /// - Throws: ``PipelineError`` where the model is not class-conditional, or does not have the class.
  func label(named name: String) throws(PipelineError) -> Int {
    let known = classes.map(\.name)
    guard !known.isEmpty else {
      throw PipelineError(
        .data, "the model \(id) is not class-conditional: 'class' needs a model trained with \"classes\": true")
    }
    if let label = known.firstIndex(of: name) { return label }
    if let label = Int(name), known.indices.contains(label) { return label }
    // A number close to another is no typing mistake.
    let meant = Int(name) == nil ? closest(to: name, in: known) : nil
    let hint = meant.map { "did you mean '\($0)'?" } ?? "its classes are \(LatentChoice.list(known))"
    throw PipelineError(.data, "the model has no class '\(name)'; \(hint)")
  }
}
