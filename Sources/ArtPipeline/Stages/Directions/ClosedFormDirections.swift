import ArtEvaluation
public import ArtGAN
import ArtGraph
public import ArtSettings

/// Directions that the generator's first layer of weights enlarges most: eigenvectors of AᵀA, where A maps a point to what
/// that layer gives. Nothing is sampled.
///
/// Source: Shen and Zhou 2021, "Closed-form factorization of latent semantics in GANs" (SeFa), equation 5.
public struct ClosedFormDirections: DirectionMethod {
  public static let id = "closed-form"

  public init(_ settings: SettingsReader) {}

  public func bytes(in model: ModelDefinition) -> Double {
    let width = Double((try? GeneratorFeatures.count(in: model, .firstWeights)) ?? 0)
    let size = Double(model.latent.size)
    return size * width * 12 + 4 * size * size * 8
  }

  public func directions(_ request: DirectionRequest) throws -> [FoundDirection] {
    let model = request.checkpoint.definition
    let size = model.latent.size
    let layer = try GeneratorFeatures(request.checkpoint, .firstWeights, device: request.device)
    // A's columns, whatever kind of layer it is: what each axis gives, less what the origin gives.
    let origin = [Float](repeating: 0, count: size)
    let axes = (0..<size).map { axis in origin.indices.map { $0 == axis ? Float(1) : 0 } }
    let rows = try layer.rows(of: ([origin] + axes).map { $0 + model.typicalClasses })
    try request.stop.check()
    let columns = (layer.count..<rows.count).map { rows[$0] - rows[$0 % layer.count] }
    let squares = try SquareMatrix(productsOf: columns, count: size, on: request.device)
    let (values, vectors) = try squares.eigenvectors(pool: request.device.pool)
    let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }
    let mean = max(values.reduce(0) { $0 + max($1, 0) } / Double(size), .leastNormalMagnitude)
    return order.prefix(request.count).map { number in
      let times = ((max(values[number], 0) / mean).squareRoot() * 10).rounded() / 10
      return FoundDirection(
        (0..<size).map { vectors[number, $0] }, remark: "enlarged \(times) times as much as directions are on average")
    }
  }
}
