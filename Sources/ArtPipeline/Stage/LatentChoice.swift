import ArtGAN
import ArtSettings

/// Which latent points are sampled, and of which classes.
struct LatentChoice: Sendable {
  var seed: UInt64?
  var seeds: [UInt64]?
  /// Names or numbers of classes, `all` for every class; nil for classes as frequent as in the training images.
  var classes: [String]?
  /// nil for the model's own.
  var truncation: Double?

  init(_ reader: SettingsReader) {
    seed = reader.optionalSeed("seed", "Seeds the latent vectors; the document's seed by default.")
    seeds = reader.seeds("seeds", "One latent vector per seed, instead of several from one seed.")
    classes = reader.names(
      "class",
      "For class-conditional models: a class by name or number, a list, or \"all\". By default, classes are as frequent "
        + "as in the training images.")
    truncation = Self.truncation(reader)
    if seed != nil, seeds != nil {
      reader.problem(at: "seeds", .conflict, "give either 'seed' or 'seeds'")
    }
    if classes?.isEmpty == true, reader.has("class"), reader.log.isEmpty {
      reader.problem(at: "class", .outOfRange, "expected at least one class")
    }
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
    guard let classes else { return nil }
    let known = model.classes.map(\.name)
    guard !known.isEmpty else {
      throw PipelineError(
        .data, "the model \(model.id) is not class-conditional: 'class' needs a model trained with \"classes\": true")
    }
    if classes == ["all"], !known.contains("all") { return Array(known.indices) }
    return try classes.map { name in
      if let label = known.firstIndex(of: name) { return label }
      if let label = Int(name), known.indices.contains(label) { return label }
      // A number close to another is no typing mistake.
      let meant = Int(name) == nil ? closest(to: name, in: known) : nil
      let hint = meant.map { "did you mean '\($0)'?" } ?? "its classes are \(Self.list(known))"
      throw PipelineError(.data, "the model has no class '\(name)'; \(hint)")
    }
  }

  /// Why a model cannot make images of these classes, and the setting to change; nil where it can, or where the classes
  /// are known only after its training.
  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if model.conditioning != nil, model.classes.isEmpty { return nil }
    do {
      _ = try labels(in: model)
      return nil
    } catch {
      return ("class", (error as? PipelineError)?.message ?? "\(error)")
    }
  }

  /// Some names, the first of many.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  /// The point of a number, from 0.
  ///
  /// - Parameter label: its class's number; nil for a random one, as frequent as in the training images.
  func point(_ index: Int, label: Int?, in model: ModelDefinition, documentSeed: UInt64) -> [Float] {
    let point =
      if let seeds {
        model.point(seed: seeds[index], label: label)
      } else {
        model.point(seed: seed ?? documentSeed, index: UInt64(index), label: label)
      }
    return model.truncated(point, to: truncation)
  }

  /// What the points follow from.
  func fingerprint(documentSeed: UInt64) -> SettingValue {
    var value: SettingValue =
      seeds.map { ["seeds": SettingValue($0.map { SettingValue($0) })] } ?? ["seed": SettingValue(seed ?? documentSeed)]
    if let truncation { value["truncation"] = SettingValue(truncation) }
    if let classes { value["class"] = SettingValue(classes.map { SettingValue($0) }) }
    return value
  }
}
