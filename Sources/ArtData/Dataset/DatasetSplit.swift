import ArtTensor

/// Which images of a set are for training and which are kept back for validation.
public struct DatasetSplit: Hashable, Sendable {
  /// In rising order; never empty.
  public let training: [Int]
  /// In rising order.
  public let validation: [Int]

  /// How many of so many images a part of them is: rounded, above 0 at least one, and one always stays for training.
  public static func heldOut(of count: Int, fraction: Double) -> Int {
    let share = Int((Double(count) * min(max(fraction, 0), 1)).rounded())
    return max(min(fraction > 0 ? max(share, 1) : 0, count - 1), 0)
  }
}

extension Dataset {
  /// Keeps a random part of the images back for validation: the same ones for the same seed.
  ///
  /// - Parameters:
  ///   - fraction: The part to keep back, 0 to below 1, rounded to whole images; above 0 at least one image is kept
  ///     back, and at least one always stays for training.
  ///   - seed: Decides which images are kept back.
  public func split(validation fraction: Double, seed: UInt64) -> DatasetSplit {
    let kept = DatasetSplit.heldOut(of: count, fraction: fraction)
    let order = SeedPurpose.validationSplit.key(of: seed).permutation(count: count)
    return DatasetSplit(training: order.dropFirst(kept).sorted(), validation: order.prefix(kept).sorted())
  }
}
