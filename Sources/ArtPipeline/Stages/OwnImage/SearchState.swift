import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

/// What a search has found of a stage's images so far, as a ``StageState``: a stage that was stopped ends with the same bits.
struct SearchState {
  /// What was found of one image, the best first, and the loss of each start.
  typealias Found = (found: [ProjectedPoint], starts: [Float])

  static let kind = StageState.Kind(
    ending: "search", format: SafetensorsFormat("image-search", version: 1, hashedSince: 1), words: "search for images")

  private let state: StageState
  private let form: Form

  /// What a search finds.
  struct Form {
    /// How many images are looked for.
    var images: Int
    /// How many points are tried of each, and how many are followed to the end.
    var starts: Int
    var kept: Int
    /// The latent coordinates of a point, and the weights of classes behind them.
    var coordinates: Int
    var classes: Int
  }

  fileprivate enum Name {
    static let points = "points", numbers = "starts", losses = "losses", pixels = "pixels", first = "losses of starts"
  }

  init(_ context: StageContext, _ form: Form) {
    state = StageState(Self.kind, context)
    self.form = form
  }

  func write(_ found: [Found]) throws {
    let (points, count) = (found.flatMap(\.found), found.count)
    func tensor(_ width: Int, _ numbers: [Float]) -> Tensor { Tensor(shape: [count, width], scalars: numbers) }
    let tensors: [String: Tensor] = [
      Name.points: Tensor(
        shape: [count, form.kept, form.coordinates + form.classes], scalars: points.flatMap(\.point)),
      Name.numbers: tensor(form.kept, points.map { Float($0.start) }),
      Name.losses: tensor(form.kept, points.map(\.loss)),
      Name.pixels: tensor(form.kept, points.map(\.pixels)),
      Name.first: tensor(form.starts, found.flatMap(\.starts)),
    ]
    try state.write(tensors, done: count)
  }

  /// What an earlier run of the same work found, and why what is there cannot be used.
  func read() throws -> (found: [Found], unusable: String?) {
    switch try state.read(1...form.images, shapes: form.shapes) {
    case .nothing: return ([], nil)
    case .unusable(let reason): return ([], reason)
    case .state(let tensors, let done):
      guard let found = form.found(tensors, done) else { return ([], "it holds a point that no search finds") }
      return (found, nil)
    }
  }

  func moveAside(because reason: String) throws { try state.moveAside(because: reason) }
}

extension SearchState.Form {
  private typealias Name = SearchState.Name

  init(_ settings: ProjectionSettings, of definition: ModelDefinition, images: Int) {
    self.init(
      images: images, starts: LatentProjector.starts(settings, definition),
      kept: LatentProjector.kept(settings, definition), coordinates: definition.latent.size,
      classes: definition.classes.count)
  }

  /// The shapes of the tensors where so many images are found.
  func shapes(_ done: Int) -> [String: Shape] {
    [
      Name.points: [done, kept, coordinates + classes], Name.numbers: [done, kept], Name.losses: [done, kept],
      Name.pixels: [done, kept], Name.first: [done, starts],
    ]
  }

  /// What tensors of these shapes hold, all of it finite; nil where a number is not possible where it stands.
  func found(_ tensors: [String: Tensor], _ done: Int) -> [SearchState.Found]? {
    func rows(_ name: String, _ width: Int) -> [ArraySlice<Float>] {
      let numbers = tensors[name]?.scalars ?? []
      return stride(from: 0, to: numbers.count, by: width).map { numbers[$0..<min($0 + width, numbers.count)] }
    }
    let points = rows(Name.points, coordinates + classes).map(Array.init)
    let numbers = rows(Name.numbers, 1).compactMap { $0.first.flatMap { Int(exactly: $0) } }
    let (losses, pixels) = (rows(Name.losses, 1).compactMap(\.first), rows(Name.pixels, 1).compactMap(\.first))
    let first = rows(Name.first, starts).map(Array.init)
    guard numbers.count == points.count, numbers.allSatisfy((0..<starts).contains),
      points.allSatisfy({ $0.prefix(coordinates).allSatisfy { abs($0) <= Float(DocumentLimits.number) } }),
      points.allSatisfy({ $0.dropFirst(coordinates).allSatisfy { (0...1).contains($0) } })
    else { return nil }
    return (0..<done).map { image in
      let own = (image * kept..<(image + 1) * kept).map {
        ProjectedPoint(point: points[$0], start: numbers[$0], loss: losses[$0], pixels: pixels[$0])
      }
      return (own, first[image])
    }
  }
}
