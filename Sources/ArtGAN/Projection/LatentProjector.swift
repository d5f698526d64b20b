public import ArtGraph
import ArtTensor

/// Finds the points whose images are nearest to given ones: projects images into latent space.
///
/// Every target has the same starts, points of one seed, over all classes where its class is not known. All searches of some
/// targets run side by side in one program.
///
/// Source of the plan: Zhu et al. 2016, "Generative visual manipulation on the natural image manifold"; of the sphere: Menon
/// et al. 2020, "PULSE: self-supervised photo upsampling via latent space exploration of generative models".
public final class LatentProjector {
  public let definition: ModelDefinition
  public let settings: ProjectionSettings
  /// How many targets are looked for together.
  public let groupSize: Int
  private let features: TargetFeatures?
  private let first: LatentSearch
  private let second: LatentSearch

  /// - Parameters:
  ///   - checkpoint: the model.
  ///   - settings: how it is searched.
  ///   - targets: how many there will be; results do not depend on it beyond the last bits.
  ///   - device: runs the programs.
  /// - Throws: `GraphError`, `LayerError` or `ExecutorError` if the networks do not fit together.
  public init(
    _ checkpoint: Checkpoint, settings: ProjectionSettings, targets: Int, device: any Device
  ) throws {
    let definition = checkpoint.definition
    let variables = try checkpoint.networkWeights(on: device)
    let scratch = device.makeScratchMemory()
    func search(_ rows: Int) throws -> LatentSearch {
      try LatentSearch(
        definition, settings, variables: variables, rows: rows, device: device, scratch: scratch)
    }
    self.definition = definition
    self.settings = settings
    groupSize = Self.groupSize(settings, definition, targets: targets)
    features =
      settings.loss.features > 0 ? try TargetFeatures(definition, variables: variables, device: device) : nil
    first = try search(Self.starts(settings, definition))
    second = try search(Self.kept(settings, definition) * groupSize)
  }

  /// So many that a batch is well filled and its gradients, a few megabytes for each thousand pixels, find room.
  public static func groupSize(_ settings: ProjectionSettings, _ definition: ModelDefinition, targets: Int) -> Int {
    let rows = min(64, max(4, 800_000 / max(definition.imageShape.count, 1)))
    return max(1, min(targets, rows / max(settings.kept, 1)))
  }

  /// How many points are tried of each target: each class has a start at least.
  public static func starts(_ settings: ProjectionSettings, _ definition: ModelDefinition) -> Int {
    max(settings.starts, definition.classes.count)
  }

  /// How many of them are followed to the end.
  public static func kept(_ settings: ProjectionSettings, _ definition: ModelDefinition) -> Int {
    min(settings.kept, starts(settings, definition))
  }

  /// What the program of most steps was compiled to.
  public var plan: PlanDescription { second.plan }

  /// Finds the points of some images.
  ///
  /// - Parameters:
  ///   - targets: at most ``groupSize``.
  ///   - seed: names the starts.
  ///   - advance: called behind each step (``ProjectionSettings/steps(ofGroup:)`` of them); it may throw to stop.
  /// - Returns: for each target what the kept searches found, the best first, and the loss of each start when they were
  ///   chosen.
  /// - Throws: ``SamplingError`` where the model's numbers are not finite, and what `advance` throws.
  public func search(
    _ targets: [ProjectionTarget], seed: UInt64, advance: () throws -> Void
  ) throws -> [(found: [ProjectedPoint], starts: [Float])] {
    var chosen: [(start: Int, search: LatentSearch.Start)] = []
    var losses: [[Float]] = []
    let kept = Self.kept(settings, definition)
    for target in targets {
      let known = try features?(target) ?? []
      let starts = (0..<first.rows).map { number in
        LatentSearch.Start(point: start(number, of: target, seed: seed), target: target, features: known)
      }
      let found = try first(starts, rates: settings.rates(of: settings.firstSteps), advance: advance)
      losses.append(found.map(\.loss))
      // Equal losses stay in order.
      let best = found.indices.sorted { (found[$0].loss, $0) < (found[$1].loss, $1) }
      for number in best.prefix(kept) {
        chosen.append((number, LatentSearch.Start(point: found[number].point, target: target, features: known)))
      }
    }
    let found = try second(
      chosen.map(\.search), rates: settings.rates(of: settings.steps - settings.firstSteps), advance: advance)
    return targets.indices.map { target in
      let points = (target * kept..<(target + 1) * kept).map { row in
        ProjectedPoint(
          point: found[row].point, start: chosen[row].start, loss: found[row].loss, pixels: found[row].pixels)
      }
      return (points.sorted { ($0.loss, $0.start) < ($1.loss, $1.start) }, losses[target])
    }
  }

  /// A point to start from, on the sphere; of each class in turn where the target's is not known.
  private func start(_ number: Int, of target: ProjectionTarget, seed: UInt64) -> [Float] {
    let classes = definition.classes.count
    let label = classes == 0 ? nil : target.label ?? number % classes
    let point = definition.point(seed: seed, index: UInt64(number), label: label)
    guard definition.latent.distribution == .normal else { return point }
    let size = definition.latent.size
    let length = point.prefix(size).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let factor = length > 0 ? Float(Double(size).squareRoot() / length) : 1
    return point.prefix(size).map { $0 * factor } + point.dropFirst(size)
  }
}
