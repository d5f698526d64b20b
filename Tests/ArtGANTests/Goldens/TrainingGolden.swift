import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// What golden files hold of a training: made-up weights to begin with, and measures of those behind the last step, network
/// by network.
protocol TrainingGolden: Decodable, Sendable {
  var model: String { get }
  var parameters: [String: [GoldenParameter]] { get }
  var final: [String: [GoldenMeasure]] { get }
}

/// Repeatable numbers for the weight with this number among those of its role.
struct GoldenParameter: Decodable, Sendable {
  let stream: String
  let role: String
  let ordinal: Int
  let shape: [Int]
  let low: Double
  let high: Double
}

struct GoldenMeasure: Decodable, Sendable {
  let name: String
  let norm: Double
  /// The tensor's products with fixed random directions, named `MODEL/NETWORK/NUMBER/projection/k`.
  let projections: [Double]
}

extension TrainingGolden {
  /// Gives a network the weights that it begins with.
  func fill(_ store: VariableStore, _ network: Network) throws {
    let given = try #require(parameters[network.name])
    var counts: [String: Int] = [:]
    for spec in try network.parameters() {
      let role = String(try #require(spec.name.split(separator: ".").last))
      let ordinal = counts[role, default: 0]
      counts[role] = ordinal + 1
      guard spec.isTrainable else {
        store[spec.name] = spec.initialTensor(key: RandomKey(seed: 0))
        continue
      }
      let parameter = try #require(given.first { $0.role == role && $0.ordinal == ordinal }, "\(spec.name)")
      #expect(spec.shape == Shape(parameter.shape))
      store[spec.name] = RepeatableNumbers(parameter.stream)
        .tensor(spec.shape, low: parameter.low, high: parameter.high)
    }
    #expect(given.count == counts.filter { !$0.key.hasPrefix("moving") }.values.reduce(0, +))
  }

  /// The weights and moving statistics of a network, each with what it should be.
  func weights(of network: Network, in store: VariableStore) throws -> [GoldenWeight] {
    let (specs, measures) = (try network.parameters(), try #require(final[network.name]))
    #expect(specs.count == measures.count)
    return try zip(specs, measures).enumerated().map { number, pair in
      #expect(pair.0.name.hasSuffix(pair.1.name))
      return GoldenWeight(
        name: pair.0.name, stream: "\(model)/\(network.name)/\(number)", tensor: try #require(store[pair.0.name]),
        expected: pair.1)
    }
  }
}

/// A weight behind the last step, and what it should be.
struct GoldenWeight {
  static let tolerance = 1e-4

  let name: String
  let stream: String
  let tensor: Tensor
  let expected: GoldenMeasure

  var error: Double { error(of: tensor) }

  /// The largest difference of a tensor's norm and projections from what they should be, in parts of the norm.
  private func error(of tensor: Tensor) -> Double {
    let norm = tensor.scalars.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let projections = expected.projections.indices.map { k in
      let direction = RepeatableNumbers("\(stream)/projection/\(k)")
      return tensor.scalars.enumerated().reduce(0.0) { $0 + Double($1.element) * (2 * direction[$1.offset] - 1) }
    }
    return zip([norm] + projections, [expected.norm] + expected.projections)
      .map { abs($0 - $1) / expected.norm }.max() ?? 0
  }

  /// With its numbers in another order it does not agree. Where they are nearly the same in another order, as scales are at
  /// first, there is nothing to see.
  func expectOthersToDisagree() {
    var others = [Tensor(shape: tensor.shape, scalars: tensor.scalars.reversed())]
    if tensor.shape.rank > 1, tensor.shape.dimensions.suffix(2).allSatisfy({ $0 > 1 }) {
      others.append(tensor.transposed)
    }
    for other in others where tensor.distance(to: other) > 0.01 {
      #expect(error(of: other) > Self.tolerance, "\(name)")
    }
  }

  static func error(_ found: Float, _ expected: Double) -> Double {
    abs(Double(found) - expected) / abs(expected)
  }
}

extension Tensor {
  /// The norm of the difference, in parts of this tensor's norm.
  fileprivate func distance(to other: Tensor) -> Double {
    let squares = zip(scalars, other.scalars).reduce(into: (all: 0.0, apart: 0.0)) { sums, pair in
      sums.all += Double(pair.0) * Double(pair.0)
      sums.apart += Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
    }
    return (squares.apart / squares.all).squareRoot()
  }

  /// The last two axes change places, the numbers of the shape stay.
  fileprivate var transposed: Tensor {
    let (columns, rows) = (shape.channels, shape[shape.rank - 2])
    let numbers = scalars.indices.map { index in
      let (matrix, place) = index.quotientAndRemainder(dividingBy: rows * columns)
      let (column, row) = place.quotientAndRemainder(dividingBy: rows)
      return scalars[matrix * rows * columns + row * columns + column]
    }
    return Tensor(shape: shape, scalars: numbers)
  }
}
