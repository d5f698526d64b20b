import ArtEvaluation
public import ArtGAN
import ArtGraph
public import ArtSettings
import ArtTensor

/// Directions along which the generator's first features change most: principal components of the features of many random
/// points, traced back to the latent space.
///
/// Source: Härkönen et al. 2020, "GANSpace: discovering interpretable GAN controls", section 3.2. The components are
/// taken from the products of all pairs of points, which are fewer than the features are wide (Sirovich 1987); their
/// coordinates x of the points z then give each direction as Σ x·z, the regression of z on x.
public struct PrincipalDirections: DirectionMethod {
  public static let id = "principal"

  let samples: Int

  public init(_ settings: SettingsReader) {
    samples = settings.integer(
      "samples", default: 512, in: 16...4096, "Of 'principal': how many random points the features are looked at for.")
  }

  public func bytes(in model: ModelDefinition) -> Double {
    let width = Double((try? GeneratorFeatures.count(in: model, .firstFeatures)) ?? 0)
    let count = Double(samples)
    return count * width * 8 + 3 * count * count * 8
  }

  public func directions(_ request: DirectionRequest) throws -> [FoundDirection] {
    let model = request.checkpoint.definition
    let features = try GeneratorFeatures(request.checkpoint, .firstFeatures, device: request.device)
    let latents = model.latent.points(seed: request.seed, count: samples)
    // All classes at once, each as much as in the training images: what differs is the point alone.
    let rows = try features.rows(of: latents.map { $0 + model.typicalClasses })
    try request.stop.check()
    let products = try SquareMatrix(
      productsOf: Self.centered(rows, width: features.count), count: samples, on: request.device)
    let (values, vectors) = try products.eigenvectors(pool: request.device.pool)
    let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }
    let whole = max(values.reduce(0) { $0 + max($1, 0) }, .leastNormalMagnitude)
    // The mean of a sample is 0 in these coordinates, which takes one; the space itself has no more than its size.
    return order.prefix(min(request.count, model.latent.size, samples - 1)).map { number in
      var vector = [Double](repeating: 0, count: model.latent.size)
      for (sample, latent) in latents.enumerated() {
        let share = vectors[number, sample]
        for k in vector.indices { vector[k] += share * Double(latent[k]) }
      }
      return FoundDirection(vector, remark: "\(Percent.text(values[number] / whole)) of the change of first features")
    }
  }

  /// The rows less their mean.
  private static func centered(_ rows: [Float], width: Int) -> [Float] {
    var mean = [Double](repeating: 0, count: width)
    for (index, number) in rows.enumerated() { mean[index % width] += Double(number) }
    let count = Double(rows.count / width)
    return rows.enumerated().map { Float(Double($1) - mean[$0 % width] / count) }
  }
}

extension SquareMatrix {
  /// The inner products of all pairs of rows.
  init(productsOf rows: [Float], count: Int, on device: any Device) throws {
    let graph = Graph(for: device)
    let input = graph.input("rows", shape: [count, rows.count / count])
    let program = try Program(graph, outputs: ["products": input.matmul(input, transposingRight: true)])
    let executor = try device.makeExecutor(program, variables: device.makeVariables())
    try executor.withInput("rows") { _ = $0.update(from: rows) }
    try executor.run()
    self.init(size: count, values: try executor.output("products").scalars.map(Double.init))
  }
}

extension ModelDefinition {
  /// The weights that stand for all classes, each as much as in the training images; none where the model knows none.
  var typicalClasses: [Float] {
    let whole = Float(max(classes.reduce(0) { $0 + $1.count }, 1))
    return classes.map { Float($0.count) / whole }
  }
}

/// Shares in words.
enum Percent {
  /// `12 %`, `0.4 %`.
  static func text(_ share: Double) -> String {
    let percent = share * 100
    return percent >= 9.5 ? "\(Int(percent.rounded())) %" : "\((percent * 10).rounded() / 10) %"
  }
}
