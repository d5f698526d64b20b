import ArtGAN
import ArtNN
import ArtTensor

/// How far the tuning of a model to images has come, as a ``StageState``: the weights, and the optimiser's memory of them.
struct TuningState {
  static let kind = StageState.Kind(
    ending: "tuning", format: SafetensorsFormat("tuning", version: 1, hashedSince: 1), words: "tuning of a model")
  /// Steps between two writings.
  static let every = 100

  private let state: StageState
  private let steps: Int
  private let shapes: [String: Shape]

  /// - Parameter settings: nil where the model is not tuned: then all that is there is of another work.
  init(_ context: StageContext, _ settings: TuningSettings?, of definition: ModelDefinition) throws {
    state = StageState(Self.kind, context)
    steps = settings?.steps ?? 1
    shapes = try PivotalTuner.shapes(of: definition)
  }

  func write(_ tuner: PivotalTuner) throws { try state.write(tuner.tensors(), done: tuner.step) }

  func read() throws -> StageState.Found { try state.read(1...steps) { _ in shapes } }

  /// What an earlier run of the same work left; what else is there is moved aside.
  func take() throws -> (tensors: [String: Tensor], step: Int)? {
    switch try read() {
    case .nothing: return nil
    case .state(let tensors, let done): return (tensors, done)
    case .unusable(let reason):
      try state.moveAside(because: reason)
      return nil
    }
  }
}

extension StageContext {
  /// What a search for images would do now, and the tuning behind it.
  ///
  /// - Parameters:
  ///   - images: How many are looked for.
  ///   - tuning: nil where the model is not tuned.
  ///   - names: The files and folders that the stage writes.
  func prospect(
    searching settings: ProjectionSettings, images: Int, tuning: TuningSettings? = nil, over names: [String]
  ) throws -> StageProspect {
    let definition = try inputs.trainedModel().checkpoint().definition
    let plan = SearchPlan(settings, of: definition, images: images)
    let tuned = try TuningState(self, tuning, of: definition).read()
    let (found, unusable) = try SearchState(self, SearchState.Form(settings, of: definition, images: images)).read()
    var (done, reason) = (plan.steps(ofFound: found.count), unusable)
    switch tuned {
    case .nothing: break
    case .state(_, let steps): done += steps
    case .unusable(let because): reason = reason ?? because
    }
    if done > 0 { return .goesOn(step: done, total: plan.steps + (tuning?.steps ?? 0)) }
    return try (reason ?? reasonToMakeRoom(for: names)).map { .beginsAnew(because: $0) } ?? .runs
  }

  /// Removes what was kept of a search, and of the tuning behind it, that came to its end.
  func removeSearch() {
    for kind in [TuningState.kind, SearchState.kind] { StageState(kind, self).remove() }
  }

  /// Whether a file in the run folder is by its name what is kept of a search of this id.
  static func isOfSearch(_ file: String, id: String) -> Bool {
    [TuningState.kind, SearchState.kind].contains { file == $0.name(id: id) }
  }
}
