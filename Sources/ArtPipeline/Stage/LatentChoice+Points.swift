import ArtGAN

extension LatentChoice {
  /// A point that was chosen, as it is before truncation.
  struct Chosen {
    /// Latent coordinates, and class weights where the model knows classes.
    var point: [Float]
    /// nil for the model's own.
    let truncation: Double?
  }

  /// Makes the point of a number, from 0, and of a class's number; of a random class, as frequent as in the training images,
  /// where there is none.
  typealias Maker<Point> = @Sendable (_ index: Int, _ label: Int?) -> Point

  /// What makes the points in a model, truncated and moved as the settings say.
  ///
  /// - Parameter context: Gives the document's seed, and is warned where points were kept for other weights.
  /// - Throws: ``PipelineError`` where kept points or directions are those of another model.
  func points(in model: ModelArtifact, _ context: StageContext) throws -> Maker<[Float]> {
    let (definition, chosen) = (try model.checkpoint().definition, try chosen(in: model, context))
    return { index, label in
      let chosen = chosen(index, label)
      return definition.truncated(chosen.point, to: chosen.truncation)
    }
  }

  /// Likewise, for stages that change points before they are truncated.
  func chosen(in model: ModelArtifact, _ context: StageContext) throws -> Maker<Chosen> {
    let checkpoint = try model.checkpoint()
    let (definition, truncation, moves) = (checkpoint.definition, truncation, moves?.moves ?? [])
    if let problem = self.moves?.problem(with: definition) { throw PipelineError(.data, problem.message) }
    if let kept {
      if let warning = try kept.file.warning(for: checkpoint) { context.warn(warning, about: kept.path) }
      let points = try kept.points(in: definition, truncation: 1)
      return { index, _ in
        Chosen(
          point: definition.moved(points[index], by: moves), truncation: truncation ?? kept.points[index].truncation)
      }
    }
    if let latents {
      // As a generator was given them, truncation applied.
      let points = try latents.points(in: definition, hasLabels: classes != nil)
      return { index, label in Chosen(point: definition.moved(points(index, label), by: moves), truncation: 1) }
    }
    let (seeds, seed) = (seeds, seed ?? context.seed)
    return { index, label in
      let point =
        if let seeds {
          definition.point(seed: seeds[index], label: label)
        } else {
          definition.point(seed: seed, index: UInt64(index), label: label)
        }
      return Chosen(point: definition.moved(point, by: moves), truncation: truncation)
    }
  }
}
