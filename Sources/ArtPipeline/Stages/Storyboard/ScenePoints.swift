import ArtFiles
import ArtGAN
import ArtSettings

/// Makes the points that scenes show.
struct ScenePoints: Sendable {
  let scenes: [Scene]
  let points: (path: String, file: PointsFile)?
  let truncation: Double?

  /// Where samples come from that have no seed of their own.
  struct Samples {
    /// Those of the stage before; nil for those of the seed.
    var given: GeneratorImages.Track?
    var seed: UInt64
  }

  /// What the generator is given for each scene.
  ///
  /// - Throws: ``PipelineError`` for a class or a point that the model does not have.
  func points(in model: ModelDefinition, samples: Samples) throws -> [[Float]] {
    try scenes.enumerated().map { place, scene in
      do {
        return try point(of: scene, at: place, model, samples)
      } catch {
        throw PipelineError(.data, "scene \(place + 1): \((error as? PipelineError)?.message ?? "\(error)")")
      }
    }
  }

  private func point(
    of scene: Scene, at place: Int, _ model: ModelDefinition, _ samples: Samples
  ) throws -> [Float] {
    let label = try label(of: scene, in: model)
    let truncation = scene.truncation ?? truncation
    func drawn(_ seed: UInt64, _ index: Int) -> [Float] {
      model.truncated(model.point(seed: seed, index: UInt64(index), label: label), to: truncation)
    }
    switch scene.image {
    case .point(let name):
      guard var kept = points?.file.point(named: name) else {
        throw PipelineError(.data, "there is no point '\(name)'")
      }
      if let truncation { kept.truncation = truncation }
      return try model.point(of: kept)
    case .seed(let seed): return drawn(seed, 0)
    case .sample(let number, seed: let seed?): return drawn(seed, number - 1)
    case .sample(let number, seed: nil): return samples.given?.point(number - 1) ?? drawn(samples.seed, number - 1)
    case .own: return drawn(samples.seed, place)
    }
  }

  private func label(of scene: Scene, in model: ModelDefinition) throws -> Int? {
    guard let name = scene.className else { return nil }
    return try LatentChoice.labels([name], in: model).first
  }

  /// Why a model cannot show the scenes, and the setting to change; nil where it can, or where its classes are known only
  /// after its training.
  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if model.conditioning != nil, model.classes.isEmpty { return nil }
    do {
      _ = try points(in: model, samples: Samples(seed: 0))
      return nil
    } catch {
      return ("scenes", (error as? PipelineError)?.message ?? "\(error)")
    }
  }
}
