import ArtGAN
import ArtSettings

extension LatentChoice {
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

  /// Some names, the first of many.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
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
