import ArtNN
import ArtTensor

/// How a model's images and classes differ from those of another, whose weights it is to begin with.
struct ModelChange {
  /// The number of channels before and now.
  let channels: (source: Int, target: Int)
  let classes: (source: [String], target: [String])

  init(from source: ModelDefinition, to target: ModelDefinition) {
    channels = (source.imageShape.channels, target.imageShape.channels)
    classes = (source.classes.map(\.name), target.classes.map(\.name))
  }

  /// The layer that a parameter belongs to.
  struct Place {
    /// Whether it sees images, and whether it makes them.
    let takesImages, makesImages: Bool
    let knowsClasses: Bool
  }

  /// What makes a parameter's numbers fit another shape; nil where nothing does.
  func adaptation(of source: ParameterSpec, to target: ParameterSpec, at place: Place) -> WeightAdaptation? {
    if place.knowsClasses, let rows = rowsOfClasses(source.shape, target.shape) { return rows }
    if source.shape == target.shape { return WeightAdaptation(axis: 0, mixing: [], shape: target.shape) }
    guard source.shape.rank == target.shape.rank, place.takesImages || place.makesImages,
      let mixing = place.takesImages ? Self.mixingOfInputs(channels) : Self.mixingOfOutputs(channels)
    else { return nil }
    let axes = source.shape.dimensions.indices.filter { source.shape[$0] != target.shape[$0] }
    guard axes.count == 1, axes[0] + 2 >= source.shape.rank, source.shape[axes[0]] == channels.source,
      target.shape[axes[0]] == channels.target
    else { return nil }
    return WeightAdaptation(axis: axes[0], mixing: mixing, shape: target.shape)
  }

  /// A row for each class: that of the same name in the source, or the mean of all of the source's. What knew no classes
  /// has one row for all.
  private func rowsOfClasses(_ source: Shape, _ target: Shape) -> WeightAdaptation? {
    guard classes.source != classes.target else { return nil }
    let before = classes.source.isEmpty ? Shape([1] + source.dimensions) : source
    let after = classes.target.isEmpty ? Shape([1] + target.dimensions) : target
    let names: [String?] = classes.target.isEmpty ? [nil] : classes.target
    let count = max(classes.source.count, 1)
    guard before.rank >= 2, before.rank == after.rank, before[0] == count, after[0] == names.count,
      before.dimensions.dropFirst() == after.dimensions.dropFirst()
    else { return nil }
    let mean = [Float](repeating: 1 / Float(count), count: count)
    let rows = names.map { name in
      name.flatMap(classes.source.firstIndex).map { place in (0..<count).map { $0 == place ? 1 : 0 } } ?? mean
    }
    return WeightAdaptation(axis: 0, mixing: rows, shape: target)
  }

  /// The kinds of layers that take the place of others where a model learns classes.
  static let kindsWithClasses = [BatchNorm.kind: ConditionalBatchNorm.kind, Dense.kind: ClassProjection.kind]

  /// Red, green and blue in brightness (ITU-R BT.601).
  private static let brightness: [Float] = [0.299, 0.587, 0.114]

  /// What sees colours by what saw grey looks at their brightness; what sees grey by what saw colours, at three equal ones.
  private static func mixingOfInputs(_ channels: (source: Int, target: Int)) -> [[Float]]? {
    switch channels {
    case (1, 3): brightness.map { [$0] }
    case (3, 1): [[1, 1, 1]]
    default: nil
    }
  }

  /// What made grey makes three equal colours; what made colours, their brightness, as far as the layers behind are linear.
  private static func mixingOfOutputs(_ channels: (source: Int, target: Int)) -> [[Float]]? {
    switch channels {
    case (1, 3): [[1], [1], [1]]
    case (3, 1): [brightness]
    default: nil
    }
  }
}

/// Numbers that are mixed along one axis: y[…, i, …] = Σ mixing[i][j] · x[…, j, …].
struct WeightAdaptation {
  let axis: Int
  /// A row for each place of the result; none for the numbers as they are.
  let mixing: [[Float]]
  /// Of the result.
  let shape: Shape

  var isNeeded: Bool { !mixing.isEmpty }

  func callAsFunction(_ tensor: Tensor) -> Tensor {
    guard isNeeded else { return tensor }
    let rows = mixing.count
    let places = mixing[0].count
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let inner = shape.count / (outer * rows)
    var result = Tensor.zeros(shape)
    for block in 0..<outer {
      for row in 0..<rows {
        for (place, share) in mixing[row].enumerated() where share != 0 {
          let (to, from) = ((block * rows + row) * inner, (block * places + place) * inner)
          for index in 0..<inner { result.scalars[to + index] += share * tensor.scalars[from + index] }
        }
      }
    }
    return result
  }
}
