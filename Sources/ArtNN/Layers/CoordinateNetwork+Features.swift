import ArtGraph
import ArtTensor

extension CoordinateNetwork {
  /// Writes the network's computation at certain places.
  ///
  /// - Parameters:
  ///   - z: Samples, `[batch, n]`.
  ///   - x: Coordinates of columns, `[1, 1, width, 1]`, or of each place, `[batch, height, width, 1]`.
  ///   - y: Coordinates of rows, `[1, height, 1, 1]`, or of each place.
  /// - Returns: `[batch, height, width, features]`.
  func features(of z: Value, x: Value, y: Value, _ context: LayerContext) throws(LayerError) -> Value {
    var h = try waves(of: z, x: x, y: y, context).sine()
    for layer in widths.indices.dropFirst() {
      h = activated(try mixed(h, of: z, layer: layer, context))
    }
    return h
  }

  /// The first layer. A kernel's rows stand before each pixel's coordinates, so nothing of `[pixels, 3]` is ever made.
  private func waves(of z: Value, x: Value, y: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let (batch, width) = (z.shape[0], widths[0])
    let kernel = try context.parameter("0.kernel").reshaped(to: [coordinates * width])
    let directions = (z.matmul(try context.parameter("0.directions")) + kernel)
      .reshaped(to: [batch, coordinates, 1, width])
    func direction(_ coordinate: Int) -> Value {
      directions.sliced(starts: [0, coordinate, 0, 0], sizes: [batch, 1, 1, width])
    }
    let phase = (z.matmul(try context.parameter("0.style")) + (try context.parameter("0.bias")))
      .reshaped(to: [batch, 1, 1, width])
    if wraps {
      let (x, y) = (around(x, size.width), around(y, size.height))
      return (x.sine * direction(0) + x.cosine * direction(1))
        + (y.sine * direction(2) + (y.cosine * direction(3) + phase))
    }
    let r = (x.square() + y.square()).sqrt()
    return x * direction(0) + (y * direction(1) + phase) + r * direction(2)
  }

  /// What the first layer is told of a place: x, y and r, or sines and cosines.
  package var coordinates: Int { wraps ? 4 : 3 }

  /// A coordinate as a place on a circle that is as long as its side: where the image ends it begins.
  private func around(_ place: Value, _ side: Int) -> (sine: Value, cosine: Value) {
    let radius = Float(side) / Float(size.shorter)
    let angle = place * (Float.pi / radius)
    return (angle.sine() * radius, (angle + Float.pi / 2).sine() * radius)
  }

  /// A layer behind the first.
  private func mixed(_ h: Value, of z: Value, layer: Int, _ context: LayerContext) throws(LayerError) -> Value {
    let (batch, width) = (z.shape[0], widths[layer])
    let style = z.matmul(try context.parameter("\(layer).style"))
    func part(_ index: Int) -> Value { style.sliced(starts: [0, index * width], sizes: [batch, width]) }
    let weight = (part(0) + 1).reshaped(to: [batch, 1, 1, width])
    let shift = (part(1) + (try context.parameter("\(layer).bias"))).reshaped(to: [batch, 1, 1, width])
    let pixels = h.reshaped(to: [h.shape.count / h.shape.channels, h.shape.channels])
    let y = pixels.matmul(try context.parameter("\(layer).kernel"))
    return y.reshaped(to: Shape(h.shape.dimensions.dropLast() + [width])) * weight + shift
  }

  private func activated(_ x: Value) -> Value {
    switch activation {
    case .sine: x.sine()
    case .tanh: x.tanh()
    case .leakyReLU: x.leakyReLU(slope: 0.2)
    }
  }
}

extension Size2D {
  package var shorter: Int { min(height, width) }

  /// The x of columns: −1 to 1 for an image that is not wider than high.
  package func columns(_ range: Range<Int>) -> [Float] { range.map { place($0, of: width) } }

  /// The y of rows: −1 to 1 for an image that is not higher than wide.
  package func rows(_ range: Range<Int>) -> [Float] { range.map { place($0, of: height) } }

  /// The centre of a pixel. Rounded once, so that the same place is the same number in every size that has it.
  private func place(_ index: Int, of count: Int) -> Float { Float(2 * index + 1 - count) / Float(shorter) }
}
