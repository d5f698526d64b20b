import ArtFiles
import ArtGAN
import ArtSettings

/// The weights of another model that a training begins with, as far as they fit: see `WeightTransfer`.
struct InitialWeights: Sendable {
  let file: String
  private let components: ModelComponents

  /// Reads the setting `initialWeights`; nil where it is not written.
  init?(_ settings: SettingsReader) {
    let file = settings.optionalModelFile(
      "initialWeights",
      "Another model whose weights the training begins with: a .safetensors file, the folder of a run, or the name of shipped "
        + "weights (art-64). Images may have another size, other colours or classes: the layers that both models have are "
        + "taken over, the others begin at random.")
    guard let file else { return nil }
    (self.file, components) = (file, settings.components)
  }

  func fingerprint() throws -> SettingValue { SettingValue(try SHA256.hash(file: file).hash.hex) }

  /// Why a model cannot begin with them; nil where it can, and where the file cannot be read: running the stage says why.
  func problem(with model: ModelDefinition) -> String? {
    guard let source = try? definition() else { return nil }
    do {
      _ = try WeightTransfer(from: source, to: model)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The model with its first weights.
  func begun(_ model: ModelDefinition, seed: UInt64) throws -> Checkpoint {
    let source = try Checkpoint(readingFrom: .typed(file), components: components, weightsOnly: true)
    return try WeightTransfer(from: source.definition, to: model).begin(from: source, seed: seed)
  }

  /// What is taken over, a line each.
  func words(_ model: ModelDefinition) throws -> [String] {
    let source = try definition()
    let parts = try WeightTransfer(from: source, to: model).parts
    let counts = parts.map { part in
      part.fresh.isEmpty
        ? "all \(Counted.text(part.layers, "layer")) of the \(part.network)"
        : "\(part.taken) of \(Counted.text(part.layers, "layer")) of the \(part.network)"
    }
    var lines = ["initial weights of \(file) (\(source.id)): \(counts.joined(separator: ", "))"]
    let (adapted, fresh) = (parts.flatMap(\.adapted), parts.flatMap(\.fresh))
    if !adapted.isEmpty { lines.append("fitted to other colours or classes: \(Self.list(adapted))") }
    if !fresh.isEmpty { lines.append("beginning at random: \(Self.list(fresh))") }
    return lines
  }

  private func definition() throws -> ModelDefinition {
    try Checkpoint.definition(inFile: .typed(file), components: components)
  }

  private static func list(_ layers: [String]) -> String {
    let most = 6
    let shown = layers.prefix(most).joined(separator: ", ")
    return layers.count > most ? "\(shown) and \(layers.count - most) more" : shown
  }
}
