public import ArtGraph
public import ArtTensor

/// A part of a network on images that is computed some rows at a time: a chain of layers, the first of which may normalise
/// whole images, or the joining of several values.
public struct RowwisePiece: Sendable {
  enum Work: Sendable {
    case chain([LayerChain.Step])
    case join(any JoiningLayer)
  }

  /// The values that it takes: 0 for the network's input, n for what piece n − 1 makes.
  public internal(set) var inputs: [Int]
  /// The whole images that it takes, `[height, width, channels]`.
  public let shapes: [Shape]
  /// The whole image that it makes.
  public let output: Shape
  let work: Work

  init(inputs: [Int], shapes: [Shape], output: Shape, work: Work) {
    self.inputs = inputs
    self.shapes = shapes
    self.output = output
    self.work = work
  }

  /// - Parameter steps: at least one.
  init(_ steps: [LayerChain.Step]) {
    self.init(inputs: [], shapes: [steps[0].input], output: steps[steps.count - 1].output, work: .chain(steps))
  }

  /// Whether it takes the whole image at a time: its layer may need any row, or the rows do not divide into groups.
  public var isWhole: Bool {
    steps.contains { $0.statisticGroups == nil && $0.reach == nil } || shapes[0][0] % alignment != 0
  }

  /// Whether its last layer can be computed with those before: means of whole images are known from the first on, what takes
  /// whole images is alone, and few rows are needed besides a band's own.
  func isOnePiece(most rowsBeside: Int) -> Bool {
    guard steps.count > 1 else { return true }
    return steps[steps.count - 1].statisticGroups == nil && !isWhole && self.rowsBeside <= rowsBeside
  }

  private var steps: [LayerChain.Step] {
    if case .chain(let steps) = work { steps } else { [] }
  }

  /// Of how many groups of its input's channels it takes mean and variance of the whole image; nil where it takes none.
  public var statisticGroups: Int? { steps.first?.statisticGroups }

  /// What the first row and the height of each band are multiples of.
  public var alignment: Int { steps.reduce(1) { $0 * ($1.reach?.taken ?? 1) } }

  /// The rows of the input, at most, that are lost at both of a band's edges.
  public var rowsBeside: Int {
    var (rows, taken, made) = (0, 1, 1)
    for step in steps {
      guard let reach = step.reach else { continue }
      rows += ((reach.before + reach.after) * taken + made - 1) / made
      (taken, made) = (taken * reach.taken, made * reach.made)
    }
    return rows
  }

  /// The row of the result that a row of the input belongs to.
  public func resultRow(ofRow row: Int) -> Int {
    steps.reduce(row) { row, step in step.reach.map { row / $0.taken * $0.made } ?? row }
  }

  /// The rows of a band's result that are the whole image's, and how many it has.
  ///
  /// - Parameters:
  ///   - height: rows of the band.
  ///   - isFirst: whether it begins with the image's first row.
  ///   - isLast: whether it ends with the image's last row.
  /// - Throws: ``LayerError`` for a band that is too low.
  public func exactRows(
    height: Int, isFirst: Bool, isLast: Bool
  ) throws(LayerError) -> (rows: Range<Int>, height: Int) {
    var (low, high, height) = (0, height, height)
    for step in steps {
      let made = try step.layer.outputShape(for: step.input.ofHeight(height))[0]
      let reach = step.reach(height: height) ?? .own
      low = isFirst ? 0 : (low + reach.before + reach.taken - 1) / reach.taken * reach.made
      high = isLast ? made : max(high - reach.after, 0) / reach.taken * reach.made
      height = made
    }
    return (low..<max(low, high), height)
  }

  /// Writes the computation of a band.
  ///
  /// - Parameters:
  ///   - bands: rows of each input, `[1, rows, width, channels]`.
  ///   - mean: of each channel of the whole image, `[channels]`; nil where none is taken.
  ///   - variance: the same.
  ///   - context: where the computation is written.
  public func apply(
    _ bands: [Value], mean: Value?, variance: Value?, context: NetworkContext
  ) throws(LayerError) -> Value {
    if case .join(let layer) = work { return layer.joined(bands) }
    var x = bands[0]
    for (index, step) in steps.enumerated() {
      if index == 0, let mean, let variance, let norm = step.layer as? any ImageNormLayer {
        let context = try LayerContext(
          network: context, path: step.path, layer: norm, input: step.input, condition: nil)
        x = try norm.normalized(x, mean: mean, variance: variance, context)
      } else {
        x = try LayerChain.apply(step.layer, x, step.path, nil, context)
      }
    }
    return x
  }
}

extension LayerChain.Step {
  /// Of how many groups of channels the layer takes mean and variance of whole images; nil where it takes none.
  var statisticGroups: Int? {
    input.rank == 3 ? (layer as? any ImageNormLayer)?.statisticGroups(channels: input.channels) : nil
  }

  /// Which rows of the images here the layer's results need; nil where these may need any row.
  var reach: RowReach? { input.rank == 3 ? reach(height: input[0]) : nil }

  func reach(height: Int) -> RowReach? {
    guard output.rank == 3 else { return nil }
    if (layer as? any PixelwiseLayer)?.isPixelwise == true { return .own }
    return (layer as? any NeighbourhoodLayer)?.reach(height: height)
  }
}

extension Shape {
  fileprivate func ofHeight(_ height: Int) -> Shape { Shape([height] + dimensions.dropFirst()) }
}
