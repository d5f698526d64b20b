import ArtTensor

/// Which classes generated images are of while a model learns.
public enum FakeLabelSampling: String, CaseIterable, Codable, Hashable, Sendable {
  /// Those of the real images of the same batch, one by one.
  case batch
  /// Drawn on their own, each as often as in the training images.
  case frequency
  /// Drawn on their own, each as often as any other, so that rare classes are practised as well. Source: Miyato and
  /// Koyama 2018, "cGANs with projection discriminator", as in the authors' program.
  case uniform
}

/// Classes that are drawn for the generated images of one update; a function of the seed and the update alone.
struct SampledLabels {
  /// How often each class comes, as shares of their sum.
  private let shares: [Int]

  /// - Returns: nil where generated images are of the real ones' classes, or of none.
  init?(_ conditioning: ClassConditioning?) {
    guard let conditioning, !conditioning.classes.isEmpty else { return nil }
    switch conditioning.fakeLabelSampling ?? .batch {
    case .batch: return nil
    case .frequency: shares = conditioning.classes.map(\.count)
    case .uniform: shares = conditioning.classes.map { min($0.count, 1) }
    }
  }

  /// Writes a class for each image.
  ///
  /// - Parameters:
  ///   - buffer: `[batch]`, the classes' numbers.
  ///   - key: of the update.
  func fill(_ buffer: UnsafeMutableBufferPointer<Float>, key: RandomKey) {
    let total = max(shares.reduce(0, +), 1)
    for index in buffer.indices {
      var place = key.int(UInt64(index), below: total)
      let label = shares.firstIndex { share in
        place -= share
        return place < 0
      }
      buffer[index] = Float(label ?? 0)
    }
  }
}
