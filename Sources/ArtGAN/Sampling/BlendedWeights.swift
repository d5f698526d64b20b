import ArtGraph
import ArtTensor

extension VariableStore {
  /// Takes weights between those of two models: their straight mean, weight by weight.
  ///
  /// - Parameters:
  ///   - names: which weights.
  ///   - from: weights alone, as ``Checkpoint/weightsOnly()`` gives them.
  ///   - to: the same, of the same networks.
  ///   - share: 0 for the first, 1 for the second.
  /// - Throws: ``SamplingError/missingWeight(_:)`` for a checkpoint of other networks.
  func take(_ names: [String], between from: Checkpoint, and to: Checkpoint, share: Double) throws {
    for name in names {
      guard let first = from.tensors[name], let second = to.tensors[name], first.shape == second.shape,
        shape(of: name) == first.shape
      else { throw SamplingError.missingWeight(name) }
      switch share {
      case 0: self[name] = first
      case 1: self[name] = second
      default:
        let share = Float(share)
        self[name] = Tensor(
          shape: first.shape, scalars: zip(first.scalars, second.scalars).map { $0 + ($1 - $0) * share })
      }
    }
  }
}
