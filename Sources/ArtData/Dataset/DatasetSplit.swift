import ArtTensor

/// Which images of a set are for training and which are kept back for validation.
public struct DatasetSplit: Hashable, Sendable {
  /// In rising order; never empty.
  public let training: [Int]
  /// In rising order.
  public let validation: [Int]
  /// The same of the set's inputs: for pairs the same numbers as of the images, none where there are no inputs.
  public let trainingInputs: [Int]
  public let validationInputs: [Int]

  /// How many of so many images a part of them is: rounded, above 0 at least one, and one always stays for training.
  public static func heldOut(of count: Int, fraction: Double) -> Int {
    let share = Int((Double(count) * min(max(fraction, 0), 1)).rounded())
    return max(min(fraction > 0 ? max(share, 1) : 0, count - 1), 0)
  }
}

extension Dataset {
  /// Keeps a random part of the images back for validation: the same ones for the same seed. Pairs stay together; of inputs
  /// that are not paired the same part is kept back, in an order of their own.
  ///
  /// - Parameters:
  ///   - fraction: The part to keep back, 0 to below 1, rounded to whole images; above 0 at least one image is kept
  ///     back, and at least one always stays for training.
  ///   - seed: Decides which images are kept back.
  public func split(validation fraction: Double, seed: UInt64) -> DatasetSplit {
    let images = Self.split(count, fraction, SeedPurpose.validationSplit.key(of: seed))
    let others =
      switch inputs {
      case nil: (training: [Int](), validation: [Int]())
      case let inputs? where inputs.isPaired: images
      case let inputs?: Self.split(inputs.count, fraction, SeedPurpose.inputSplit.key(of: seed))
      }
    return DatasetSplit(
      training: images.training, validation: images.validation, trainingInputs: others.training,
      validationInputs: others.validation)
  }

  private static func split(
    _ count: Int, _ fraction: Double, _ key: RandomKey
  ) -> (training: [Int], validation: [Int]) {
    let kept = DatasetSplit.heldOut(of: count, fraction: fraction)
    let order = key.permutation(count: count)
    return (order.dropFirst(kept).sorted(), order.prefix(kept).sorted())
  }
}
