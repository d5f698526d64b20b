import ArtGraph
import ArtSettings
import ArtTensor

/// Some rows of the images of a ``CoordinateNetwork``: the same parameters and the same numbers, with the rows given at
/// each run. `[batch, n]` to `[batch, rows, width, features]`.
///
/// Not for files: ``Network/band(rows:of:)`` makes it.
struct CoordinateBand: Layer {
  static let kind = "coordinateBand"

  /// The graph's input that holds the y of each row, `[rows]`.
  static let rowsInput = "rows"

  /// With the size of the whole image.
  var network: CoordinateNetwork
  var rows: Int

  init(network: CoordinateNetwork, rows: Int) {
    self.network = network
    self.rows = rows
  }

  init(_ settings: SettingsReader) {
    network = CoordinateNetwork(settings)
    rows = settings.requiredInteger("rows", in: Self.unitLimits, "Rows of the band.")
  }

  func outputShape(for input: Shape) throws(LayerError) -> Shape {
    var shape = try network.outputShape(for: input)
    try checkUnits(rows, "rows")
    shape[0] = rows
    return shape
  }

  func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] { try network.parameters(for: input) }

  func callAsFunction(_ z: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let width = network.size.width
    let x = context.graph.constant(Tensor(shape: [1, 1, width, 1], scalars: network.size.columns(0..<width)))
    let y = context.graph.input(Self.rowsInput, shape: [rows]).reshaped(to: [1, rows, 1, 1])
    return try network.features(of: z, x: x, y: y, context)
  }
}
