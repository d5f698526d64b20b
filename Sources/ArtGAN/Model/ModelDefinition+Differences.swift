import ArtSettings
import Foundation

extension ModelDefinition {
  /// How a model differs from an earlier one, in words: `'learningRate' was 0.0002, now 0.001`. How long it trains does not
  /// count.
  public func differences(from earlier: ModelDefinition) -> [String] {
    var words: [String] = []
    if id != earlier.id { words.append("the model was '\(earlier.id)', now '\(id)'") }
    if imageShape != earlier.imageShape {
      words.append("the images' shape was \(earlier.imageShape), now \(imageShape)")
    }
    if latent.size != earlier.latent.size {
      words.append("the latent size was \(earlier.latent.size), now \(latent.size)")
    }
    if isTileable != earlier.isTileable { words.append("'tileable' was \(earlier.isTileable), now \(isTileable)") }
    let (old, new) = (Self.numbers(of: earlier.recipe), Self.numbers(of: recipe))
    let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    let (own, other) = ("generatorOptimizer.", "discriminatorOptimizer.")
    /// Whether what a name stands for changed alike in both networks.
    func isShared(_ rest: Substring) -> Bool {
      old[own + rest] == old[other + rest] && new[own + rest] == new[other + rest]
    }
    for name in names.sorted() {
      var shown = name
      if name.hasPrefix(own), isShared(name.dropFirst(own.count)) { shown = String(name.dropFirst(own.count)) }
      // Told with the generator's.
      if name.hasPrefix(other), isShared(name.dropFirst(other.count)) { continue }
      words.append("'\(shown)' was \(old[name] ?? "none"), now \(new[name] ?? "none")")
    }
    // Classes are put into the networks when the images are known.
    guard conditioning == nil, earlier.conditioning == nil else { return words }
    if words.isEmpty, generator != earlier.generator { words.append("the generator's layers differ") }
    if words.isEmpty, discriminator != earlier.discriminator { words.append("the discriminator's layers differ") }
    return words
  }

  /// The recipe's values by their places: `generatorOptimizer.learningRate`.
  private static func numbers(of recipe: TrainingRecipe) -> [String: String] {
    var unlimited = recipe
    unlimited.budget = .steps(1)
    guard let data = try? JSONEncoder().encode(unlimited),
      let value = try? SettingValue.parse(String(decoding: data, as: UTF8.self), file: "")
    else { return [:] }
    var found: [String: String] = [:]
    func add(_ value: SettingValue, _ path: String) {
      if let members = value.members {
        for member in members { add(member.value, path.isEmpty ? member.key : "\(path).\(member.key)") }
      } else {
        found[path] = value.canonicalJSON
      }
    }
    add(value, "")
    return found
  }
}
