import ArtGraph
import ArtTensor

/// A network on images as pieces that are computed one after the other, each some rows at a time. Where a layer takes mean
/// and variance of a whole image, a piece ends: they are known when all of its rows are. A layer that needs more than some
/// rows and means is a piece of its own, which takes whole images.
public struct RowwiseNetwork: Sendable {
  /// In the order in which they are computed; the last one makes the result. At least one.
  public internal(set) var pieces: [RowwisePiece] = []
}

extension Network {
  /// The network as pieces; nil where something between its layers is no image.
  public func rowwise() -> RowwiseNetwork? {
    guard inputShape.rank == 3, let steps = try? steps() else { return nil }
    var builder = RowwiseBuilder()
    guard builder.add(steps, to: 0) != nil, !builder.network.pieces.isEmpty else { return nil }
    return builder.network
  }
}

private struct RowwiseBuilder {
  var network = RowwiseNetwork()

  /// Rows that a piece may take besides those that its rows belong to: more are computed again for each band than a further
  /// piece would cost.
  private static let mostRowsBeside = 8

  /// Adds a chain of layers.
  ///
  /// - Parameter value: what it is applied to.
  /// - Returns: the value that it makes.
  mutating func add(_ steps: [LayerChain.Step], to value: Int) -> Int? {
    var value = value
    var run: [LayerChain.Step] = []
    for step in steps {
      if let layer = step.layer as? any JoiningLayer {
        guard let end = add(layer, step, to: flush(&run, value)) else { return nil }
        value = end
      } else {
        guard step.input.rank == 3, step.output.rank == 3 else { return nil }
        if !RowwisePiece(run + [step]).isOnePiece(most: Self.mostRowsBeside) { value = flush(&run, value) }
        run.append(step)
      }
    }
    return flush(&run, value)
  }

  private mutating func add(_ layer: any JoiningLayer, _ step: LayerChain.Step, to value: Int) -> Int? {
    var ends = layer.joinsInput ? [value] : []
    var shapes = layer.joinsInput ? [step.input] : []
    for part in layer.parts {
      guard
        let steps = try? LayerChain(part.layers).steps(for: step.input, root: "\(step.path).\(part.name)"),
        let end = add(steps, to: value)
      else { return nil }
      ends.append(end)
      shapes.append(steps.last?.output ?? step.input)
    }
    guard shapes.allSatisfy({ $0.rank == 3 && $0[0] == step.output[0] }) else { return nil }
    return append(RowwisePiece(inputs: ends, shapes: shapes, output: step.output, work: .join(layer)))
  }

  /// Ends a piece with the layers so far.
  private mutating func flush(_ run: inout [LayerChain.Step], _ value: Int) -> Int {
    guard !run.isEmpty else { return value }
    var piece = RowwisePiece(run)
    run = []
    piece.inputs = [value]
    return append(piece)
  }

  private mutating func append(_ piece: RowwisePiece) -> Int {
    network.pieces.append(piece)
    return network.pieces.count
  }
}
