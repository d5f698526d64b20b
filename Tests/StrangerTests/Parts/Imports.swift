import ArtPipeKit

/// A format of another package: the kernel of a dense generator of 8×8 pixels as text, a row for each coordinate of a latent
/// point.
struct DenseImport: ImportFormat {
  static let id = "dense-text"
  static let purpose = "one dense layer, as rows of 64 numbers"

  static func read(_ request: ImportRequest) throws -> ImportedModel {
    let file = request.files.first ?? ""
    let text = String(decoding: try FileReader.contents(of: file, limit: 1 << 20), as: UTF8.self)
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Float($0) } }
    guard !rows.isEmpty, rows.allSatisfy({ $0.count == 64 }) else {
      throw ImportError(file: file, "expected rows of 64 numbers, found rows of \(rows.map(\.count))")
    }
    var model = Waves().define(SettingsReader(nil, log: ProblemLog()))
    model.id = request.id
    model.latent = LatentSpace(size: rows.count)
    model.generator = Network(
      name: "generator", inputShape: [rows.count], [Dense(units: 64, useBias: false), Tanh(), Reshape(to: [8, 8, 1])])
    let kernel = Tensor(shape: [rows.count, 64], scalars: rows.flatMap(\.self))
    return ImportedModel(definition: model, weights: ["generator.layers.0.kernel": kernel])
  }
}
