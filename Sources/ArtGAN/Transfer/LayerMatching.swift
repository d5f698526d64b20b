import ArtNN
import ArtTensor

/// Finds the layers of one network in another, in their order: the longest common subsequence, where layers are the same by
/// their kind and the shapes of their parameters.
struct LayerMatching {
  /// A layer of the one network that gives its parameters to one of the other.
  struct Match {
    let source: Network.Leaf
    let target: Network.Leaf
    let parameters: [Parameter]

    var isAdapted: Bool { parameters.contains { $0.adaptation != nil } }
  }

  struct Parameter {
    let name: String
    /// What makes the one's numbers fit the other's shape; nil where they do.
    let adaptation: WeightAdaptation?
  }

  let matches: [Match]

  /// - Parameters:
  ///   - source: the layers whose parameters there are.
  ///   - target: the layers that are to begin with them.
  ///   - change: how the models' images and classes differ.
  ///   - takesImages: whether the first layer of both sees images.
  ///   - makesImages: whether the last layer of both makes images.
  init(
    from source: [Network.Leaf], to target: [Network.Leaf], _ change: ModelChange, takesImages: Bool, makesImages: Bool
  ) {
    // What makes images has its new layers near its end, where images are large, and so layers are looked for from its
    // start on; what judges them has the new ones near its start.
    let (source, target) = makesImages ? (source, target) : (source.reversed(), target.reversed())
    let (first, last) = makesImages ? (0, target.count - 1) : (target.count - 1, 0)
    func match(_ i: Int, _ j: Int) -> Match? {
      Self.match(
        source[i], target[j], change, input: takesImages && j == first, output: makesImages && j == last)
    }
    // best[i][j]: how much the layers from i and from j on have in common.
    var best = [[Int]](repeating: [Int](repeating: 0, count: target.count + 1), count: source.count + 1)
    for i in source.indices.reversed() {
      for j in target.indices.reversed() {
        let both = match(i, j).map { Self.weight($0) + best[i + 1][j + 1] } ?? 0
        best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
      }
    }
    var (found, i, j): ([Match], Int, Int) = ([], 0, 0)
    while i < source.count, j < target.count {
      if let match = match(i, j), best[i][j] == Self.weight(match) + best[i + 1][j + 1] {
        found.append(match)
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i][j + 1] {
        j += 1
      } else {
        i += 1
      }
    }
    matches = found
  }

  /// The same numbers count for more than adapted ones.
  private static func weight(_ match: Match) -> Int { match.isAdapted ? 2 : 3 }

  private static func match(
    _ source: Network.Leaf, _ target: Network.Leaf, _ change: ModelChange, input: Bool, output: Bool
  ) -> Match? {
    let kinds = (type(of: source.layer).kind, type(of: target.layer).kind)
    let gains = ModelChange.kindsWithClasses[kinds.0] == kinds.1
    guard kinds.0 == kinds.1 || gains || ModelChange.kindsWithClasses[kinds.1] == kinds.0 else { return nil }
    let known = Dictionary(source.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func trained(_ leaf: Network.Leaf) -> Set<String> { Set(leaf.parameters.filter(\.isTrainable).map(\.name)) }
    guard kinds.0 != kinds.1 || trained(source) == trained(target) else { return nil }
    var parameters: [Parameter] = []
    for spec in target.parameters {
      guard let other = known[spec.name] else {
        // What tells classes apart begins at random, and so does what training leads on the way.
        if gains || !spec.isTrainable { continue }
        return nil
      }
      let place = ModelChange.Place(
        takesImages: input, makesImages: output,
        knowsClasses: target.layer is any ConditionedLayer || source.layer is any ConditionedLayer)
      if let adaptation = change.adaptation(of: other, to: spec, at: place) {
        parameters.append(Parameter(name: spec.name, adaptation: adaptation.isNeeded ? adaptation : nil))
      } else if spec.isTrainable {
        return nil
      }
    }
    return Match(source: source, target: target, parameters: parameters)
  }
}
