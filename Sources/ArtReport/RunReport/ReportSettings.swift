import ArtGAN
import ArtPipeline
import ArtSettings
import ArtTensor

/// The settings of a run as lists for people.
struct ReportSettings {
  let manifest: Manifest?
  let definition: ModelDefinition?
  /// What is said of the images.
  let images: [ReportData.Item]

  var groups: [ReportData.Group] {
    [
      ("Model", model), ("Training", training), ("Images", images), ("Run", run),
    ].compactMap { title, items in items.isEmpty ? nil : .init(title: title, items: items) }
  }

  private var model: [ReportData.Item] {
    guard let definition else { return [] }
    return [
      .init(name: "Model", value: definition.id),
      .init(name: "Image size", value: Self.sides(definition.imageShape)),
      start(definition),
    ]
  }

  /// What the generator starts from.
  private func start(_ definition: ModelDefinition) -> ReportData.Item {
    if let translation = definition.translation {
      let source = translation.isPaired ? "of pairs" : "without pairs"
      return .init(name: "Translates images", value: "\(Self.sides(translation.inputShape)), \(source)")
    }
    let latent = definition.latent
    return .init(
      name: "Latent point", value: "\(Counted.text(latent.size, "number")), \(latent.distribution.rawValue)")
  }

  private static func sides(_ shape: Shape) -> String { shape.dimensions.map(String.init).joined(separator: "×") }

  private var training: [ReportData.Item] {
    guard let definition, var recipe = try? SettingValue(encoding: definition.recipe) else { return [] }
    recipe["budget"] = nil
    var items = [ReportData.Item(name: "Budget", value: "\(definition.recipe.budget)")]
    let optimizers = [definition.recipe.generatorOptimizer, definition.recipe.discriminatorOptimizer]
    let values = ["generator", "discriminator"].map { name in
      defer { recipe["\(name)Optimizer"] = nil }
      return Self.optimizer(recipe["\(name)Optimizer"] ?? nil)
    }
    if optimizers[0] == optimizers[1] {
      items.append(.init(name: "Optimizer", value: values[0]))
    } else {
      items.append(.init(name: "Optimizer of the generator", value: values[0]))
      items.append(.init(name: "Optimizer of the discriminator", value: values[1]))
    }
    for member in (recipe.members ?? []).sorted(by: { $0.key < $1.key })
    where !member.value.isNull && member.value.number?.double != 0 {
      items.append(.init(name: Self.words(member.key), value: Self.text(member.value)))
    }
    return items
  }

  private var run: [ReportData.Item] {
    guard let manifest else { return [] }
    var items = [ReportData.Item(name: "Seed", value: String(manifest.seed))]
    if let algorithms = manifest.document["convolutionAlgorithms"]?.string {
      items.append(.init(name: "Convolution algorithms", value: algorithms))
    }
    return items + [.init(name: "Program", value: "artpipe \(manifest.artpipe)")]
  }

  // MARK: Values

  private static func optimizer(_ value: SettingValue) -> String {
    let kept = (value.members ?? []).filter { member in
      !["kind", "rule", "epsilon"].contains(member.key) && !member.value.isNull && member.value.number?.double != 0
        && member.value.string != "kernels"
    }
    let kind = value["kind"]?.string ?? value["rule"]?.string ?? ""
    return ([kind.capitalizedFirst] + listed(kept)).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// A setting's name in words: `learningRate` as “Learning rate”.
  private static func words(_ name: String) -> String {
    if name == "ema" { return "EMA" }
    let parts = name.map { $0.isUppercase ? " \($0.lowercased())" : "\($0)" }
    return parts.joined().capitalizedFirst
  }

  /// A value in words. What is zero is off.
  static func text(_ value: SettingValue) -> String {
    switch value.content {
    case .null: return "none"
    case .bool(let flag): return flag ? "yes" : "no"
    case .string(let text): return text
    case .number(let number): return number.integer.map { Counted.text($0) } ?? Counted.text(number.double)
    case .array(let values): return values.map(text).joined(separator: ", ")
    case .object(let members):
      let kinds = ["kind", "rule"].compactMap { value[$0].map(text) }
      let rest = members.filter { !["kind", "rule"].contains($0.key) && $0.value.number?.double != 0 }
      let words = kinds + listed(rest)
      return words.isEmpty ? "on" : words.joined(separator: ", ")
    }
  }

  private static func listed(_ members: [SettingValue.Member]) -> [String] {
    members.sorted { $0.key < $1.key }.map { "\(words($0.key).lowercased()) \(text($0.value))" }
  }
}
