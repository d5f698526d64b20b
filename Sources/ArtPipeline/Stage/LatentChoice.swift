import ArtGAN
import ArtSettings

/// Which latent points: those of a seed, or one of each of several seeds; and of which classes.
struct LatentChoice: Sendable {
  var seed: UInt64?
  var seeds: [UInt64]?
  /// Names or numbers of classes, `all` for every one; nil for classes as often as in the training pictures.
  var classes: [String]?
  /// nil for the model's own.
  var truncation: Double?

  init(_ reader: SettingsReader) {
    seed = reader.optionalSeed("seed", "Draws the points; the document's seed where not given.")
    seeds = reader.seeds("seeds", "One point for each of these seeds, instead of several from one.")
    classes = reader.names(
      "class",
      "For a model that knows classes: a class by its name or number, a list, or \"all\". Classes as often as in the "
        + "training pictures where not given.")
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
      "Draws points towards the middle (below 1: safer, more alike) or away from it (above 1: wilder). The model's own "
        + "where not given, which is 1 for most.")
  }

  /// The numbers of the classes that are asked for; nil for as often as in the training pictures.
  ///
  /// - Throws: ``PipelineError`` where the model knows no classes, or not these.
  func labels(in model: ModelDefinition) throws -> [Int]? {
    guard let classes else { return nil }
    let known = model.classes.map(\.name)
    guard !known.isEmpty else {
      throw PipelineError(
        .data, "the model \(model.id) knows no classes: 'class' needs one that was trained with \"classes\": true")
    }
    if classes == ["all"], !known.contains("all") { return Array(known.indices) }
    return try classes.map { name in
      if let label = known.firstIndex(of: name) { return label }
      if let label = Int(name), known.indices.contains(label) { return label }
      // A number that is near another is no slip of the pen.
      let meant = Int(name) == nil ? closest(to: name, in: known) : nil
      let hint = meant.map { "did you mean '\($0)'?" } ?? "its classes are \(Self.list(known))"
      throw PipelineError(.data, "the model knows no class '\(name)'; \(hint)")
    }
  }

  /// Why a model cannot make pictures of the classes that are asked for, with the setting to blame; nil where it can, or
  /// where only its training will tell which classes there are.
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
  /// - Parameter label: its class's number; nil for one as often as in the training pictures.
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
