import ArtGraph
import ArtTensor

/// Rows of a larger or smaller image than a network was written for, as a network of its own over the same parameters.
public struct ImageBand: Sendable {
  /// From a sample to `[rows, width, channels]`. Its graph has an input ``rowsInput``.
  public let network: Network
  /// The image that it is part of.
  public let size: Size2D
  /// Rows of one band.
  public let rows: Int
  /// The side of the square of places that is computed for each pixel, and averaged.
  public let samples: Int

  /// The graph's input that says which rows: ``coordinates(fromRow:)``.
  public static let rowsInput = CoordinateBand.rowsInput

  /// What the band is told to be the one whose first row has this number. Rows beyond the image repeat its last.
  public func coordinates(fromRow first: Int) -> [Float] {
    let cells = Size2D(size.height * samples, size.width * samples)
    let last = cells.height - 1
    return (first * samples..<(first + rows) * samples).flatMap { row in
      let row = min(row, last)
      return cells.rows(row..<row + 1)
    }
  }
}

extension Network {
  /// Whether the network makes images as functions of the place, and so in any size: a ``CoordinateNetwork`` with nothing
  /// behind it that looks at more than one pixel, but for one average over whole squares at most.
  public var drawsAnySize: Bool { places != nil }

  /// The network with its images in another size, some rows at a time.
  ///
  /// Where it averages squares of places for each of its own pixels, so does the image as long as its places would
  /// otherwise lie further apart than those that the network was written for.
  ///
  /// - Parameters:
  ///   - rows: how many rows one run makes, at least 1.
  ///   - size: height and width of the image.
  /// - Returns: `nil` where ``drawsAnySize`` is false.
  public func band(rows: Int, of size: Size2D) -> ImageBand? {
    guard let (place, pool) = places, var drawn = layers[place] as? CoordinateNetwork else { return nil }
    let samples = max(1, (drawn.size.shorter + size.shorter - 1) / max(size.shorter, 1))
    drawn.size = Size2D(size.height * samples, size.width * samples)
    var network = self
    network.layers[place] = CoordinateBand(network: drawn, rows: rows * samples)
    if let pool {
      network.layers[pool] = AveragePool(window: Size2D(samples))
    } else if samples > 1 {
      network.layers.append(AveragePool(window: Size2D(samples)))
    }
    return ImageBand(network: network, size: size, rows: rows, samples: samples)
  }

  /// The places of the coordinate network and of the average behind it, if there is one.
  private var places: (drawn: Int, pool: Int?)? {
    guard let drawn = layers.firstIndex(where: { $0 is CoordinateNetwork }) else { return nil }
    var pool: Int?
    for index in layers.indices.dropFirst(drawn + 1) where ![layers[index]].arePixelwise {
      guard pool == nil, let average = layers[index] as? AveragePool, average.averagesSquares else { return nil }
      pool = index
    }
    return (drawn, pool)
  }
}

extension AveragePool {
  /// Whether every pixel is in one square window.
  fileprivate var averagesSquares: Bool {
    window == strides && window.height == window.width && padding == .valid
  }
}
