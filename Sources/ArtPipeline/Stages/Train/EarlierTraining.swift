import ArtFiles
import ArtGAN
import ArtSettings

/// The training that an earlier run left in the folder, and what it is worth for this one. Its checkpoints tell; the manifest
/// need not be there.
struct EarlierTraining {
  let stage: TrainStage
  let context: StageContext
  let files: TrainingFiles
  /// The document's.
  let model: ModelDefinition

  /// How a training stands to it.
  enum Standing {
    /// There is none.
    case none
    /// It can be gone on from, by this file.
    case goesOn(file: String, Checkpoint.Training)
    /// It cannot, for this reason.
    case beginsAnew(because: String)
  }

  /// Finds out, and changes nothing.
  ///
  /// - Parameters:
  ///   - batches: the images, where they are read already.
  ///   - damaged: is told of each file that cannot be used.
  /// - Throws: an error for a checkpoint that cannot be reached, or that a newer program wrote.
  func standing(batches: DatasetBatches? = nil, damaged: (String, any Error) throws -> Void = { _, _ in }) throws
    -> Standing
  {
    guard let cache = context.cache else { return .none }
    let newest = files.isThere(files.checkpoint) ? [files.checkpoint] : []
    if cache.isForced {
      let isThere = try !newest.isEmpty || !files.olderCheckpoints().isEmpty
      return isThere ? .beginsAnew(because: "of --force") : .none
    }
    // The runner has moved those aside that are not as a finished training left them.
    var isDamaged = cache.damaged.contains { $0.hasSuffix(".safetensors") }
    for candidates in [{ newest }, { try files.olderCheckpoints() }] as [() throws -> [String]] {
      for file in try candidates() {
        let training: Checkpoint.Training
        do {
          training = try Checkpoint.training(inFile: context.folder.file(file), components: files.components)
        } catch {
          guard Checkpoint.isDamage(error) else { throw error }
          try damaged(file, error)
          isDamaged = true
          continue
        }
        if let reason = reason(against: training, batches) { return .beginsAnew(because: reason) }
        return .goesOn(file: file, training)
      }
    }
    return try isDamaged ? .beginsAnew(because: "no checkpoint of it is whole") : leftovers()
  }

  /// What a training left that had no checkpoint yet is made again, to the byte, where it is the same one.
  private func leftovers() throws -> Standing {
    let isSame =
      context.cache?.previous.map { previous in
        TrainingInputs.noted(previous.inputs) == TrainingInputs.noted(context.cache?.fingerprints ?? [:])
          && previous.inputs["seed"] == context.cache?.fingerprints["seed"]
      } ?? false
    let isThere = try !files.byStep(upTo: .max).isEmpty || context.folder.exists(files.metrics)
    return isThere && !isSame ? .beginsAnew(because: "it has no checkpoint") : .none
  }

  /// Why a training cannot be gone on from; nil where it can.
  private func reason(against earlier: Checkpoint.Training, _ batches: DatasetBatches?) -> String? {
    let state = earlier.state
    var words = TrainingInputs.differences(
      from: earlier, known: context.cache?.previous?.inputs, model: model,
      values: context.cache?.fingerprints ?? [:], seed: context.seed)
    if words.isEmpty, let batches, batches.contentHash != state.dataHash || batches.imageCount != state.dataCount {
      words.append(
        batches.imageCount == state.dataCount
          ? "the images differ"
          : "there were \(Counted.text(state.dataCount, "image")), now \(Counted.text(batches.imageCount))")
    }
    if let rollBacks = state.rollBacks, !(stage.rollBack?.allow(rollBacks) ?? false) {
      words.append("it went back \(Counted.text(rollBacks.count, "time")), which 'rollBack' does not allow so")
    }
    if !stage.planned.isEmpty, !state.planned.starts(with: stage.planned) {
      words.append("'planned' differs")
    }
    if let minutes = model.recipe.budget.minutes {
      let spent = state.secondsSpent ?? 0
      if state.minutes.map({ $0 != minutes }) ?? false, spent > minutes * 60 {
        words.append("it has trained for more than the \(Counted.text(minutes, "minute")) that the document asks for")
      }
    } else {
      let total = model.recipe.totalSteps(datasetCount: state.dataCount)
      if state.step > total {
        words.append(
          "it already has \(Counted.text(state.step, "step")) and the document asks for \(Counted.text(total))")
      }
    }
    guard !words.isEmpty else { return nil }
    let most = 4
    let more = words.count > most ? ", and \(words.count - most) more" : ""
    return words.prefix(most).joined(separator: ", ") + more
  }
}
