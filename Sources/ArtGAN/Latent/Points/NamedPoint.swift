/// A latent point that somebody kept: a favourite, a keyframe, the place of an image of one's own.
public struct NamedPoint: Hashable, Sendable {
  /// How much of a class is in an image.
  public struct ClassWeight: Hashable, Sendable {
    public var name: String
    /// 1 for an image of this class alone.
    public var weight: Float

    public init(_ name: String, _ weight: Float = 1) {
      self.name = name
      self.weight = weight
    }
  }

  /// nil where nobody named it.
  public var name: String?
  /// The coordinates before truncation, one for each dimension of the latent space.
  public var latent: [Float]
  /// The weights of classes; empty for a model without classes, or for its first one.
  public var classes: [ClassWeight]
  /// What the coordinates are multiplied by before they are drawn; nil for the model's own.
  public var truncation: Double?
  /// The seed and the number, from 1, of the sample that this is. A remark: the coordinates decide.
  public var sample: (seed: UInt64, number: Int)? {
    get { origin.map { ($0.seed, $0.number) } }
    set { origin = newValue.map { Origin(seed: $0.seed, number: $0.number) } }
  }

  private var origin: Origin?
  private struct Origin: Hashable {
    let seed: UInt64
    let number: Int
  }

  public init(
    name: String? = nil, latent: [Float], classes: [ClassWeight] = [], truncation: Double? = nil,
    sample: (seed: UInt64, number: Int)? = nil
  ) {
    self.name = name
    self.latent = latent
    self.classes = classes
    self.truncation = truncation
    origin = sample.map { Origin(seed: $0.seed, number: $0.number) }
  }
}

/// A direction in latent space along which images change in one way.
public struct LatentDirection: Hashable, Sendable {
  /// How far from a point one usually goes.
  public static let usualRange = -3.0...3

  public var name: String
  /// One number for each dimension of the latent space. A move by 1 adds it to a point's coordinates.
  public var vector: [Float]
  /// nil for ``usualRange``.
  public var range: ClosedRange<Double>?

  public init(name: String, vector: [Float], range: ClosedRange<Double>? = nil) {
    self.name = name
    self.vector = vector
    self.range = range
  }
}

extension ModelDefinition {
  /// What the generator is given for a kept point: ``pointSize`` numbers, truncation applied.
  ///
  /// - Throws: ``LatentError/otherModel(_:)`` if the point has another number of coordinates than the model's latent space,
  ///   or a class that the model does not have.
  public func point(of kept: NamedPoint) throws(LatentError) -> [Float] {
    guard kept.latent.count == latent.size else {
      throw .otherModel("it has \(kept.latent.count) numbers, and \(id) takes \(latent.size)")
    }
    var weights = classes.isEmpty || !kept.classes.isEmpty ? classes.map { _ in Float(0) } : self.weights(ofClass: 0)
    for known in kept.classes {
      guard let label = classes.firstIndex(where: { $0.name == known.name }) else {
        throw .otherModel("it is of the class '\(known.name)', which \(id) does not have")
      }
      weights[label] += known.weight
    }
    return truncated(kept.latent + weights, to: kept.truncation)
  }

  /// A point of the generator as one to keep.
  ///
  /// - Parameters:
  ///   - point: ``pointSize`` numbers, before truncation.
  ///   - name: How it is to be called.
  ///   - truncation: What its coordinates are to be multiplied by; nil for the model's own.
  ///   - sample: The seed and the number, from 1, of the sample that it is.
  public func namedPoint(
    _ point: [Float], name: String? = nil, truncation: Double? = nil, sample: (seed: UInt64, number: Int)? = nil
  ) -> NamedPoint {
    NamedPoint(
      name: name, latent: Array(point.prefix(latent.size)),
      classes: zip(classes, point.dropFirst(latent.size)).filter { $1 != 0 }.map { .init($0.name, $1) },
      truncation: truncation, sample: sample)
  }
}
