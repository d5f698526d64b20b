import ArtGraph
import ArtNN
import ArtTensor

extension StepGraph {
  /// A batch of images to translate, fed at each run.
  func inputImages(_ translation: Translation) -> Value {
    graph.input(
      StepInput.input.rawValue, shape: Shape([definition.recipe.batchSize] + translation.inputShape.dimensions))
  }

  /// Images as the discriminator is to see them: behind their inputs, where it sees these.
  func shown(_ images: Value) -> Value {
    guard let translation = definition.translation, translation.seesInput else { return images }
    return Value.concatenated([inputImages(translation), images], axis: 3)
  }

  /// What is added to the generator's adversarial loss: the weighted terms, and the adversarial loss of the way back.
  ///
  /// - Parameter images: what the generator makes of the inputs.
  /// - Returns: a scalar; nil for a model that starts from noise. Each part is an output of the step.
  func translationLoss(_ images: Value) throws -> Value? {
    guard let translation = definition.translation else { return nil }
    let pass = pass(translation, images)
    var parts: [Value] = []
    for term in translation.terms {
      let loss = try graph.scoped(term.loss.id) { try term.loss(pass) }
      report(loss, ofTerm: term.loss.id)
      parts.append(loss * Float(term.weight))
    }
    if translation.backward != nil {
      let logits = try backwardLogits(translation, ofFakes: pass.translatedBack(pass.target))
      let loss = try definition.recipe.loss.generatorLoss(
        fakeLogits: logits, realLogits: backwardLogits(translation, ofFakes: pass.input))
      report(loss, ofTerm: StepTerm.backward)
      parts.append(loss)
    }
    return parts.first.map { parts.dropFirst().reduce($0, +) }
  }

  /// The loss of the way back's discriminator.
  ///
  /// - Returns: a scalar; nil where there is no way back.
  func backwardDiscriminatorLoss() throws -> Value? {
    guard let translation = definition.translation, translation.backward != nil else { return nil }
    let pass = pass(translation, try fakeImages())
    let fakes = recalled(try pass.translatedBack(pass.target), from: "history.inputs")
    return definition.recipe.loss.discriminatorLoss(
      realLogits: try backwardLogits(translation, ofFakes: pass.input),
      fakeLogits: try backwardLogits(translation, ofFakes: fakes),
      labelSmoothing: Float(definition.recipe.labelSmoothing))
  }

  /// What the discriminator answers to generated images and, in their place, to some of the history; nil where none is kept.
  func recalledLogits(_ images: Value) throws -> Value? {
    guard (definition.translation?.history ?? 0) > 0 else { return nil }
    return try logits(ofFakes: changed(recalled(shown(images), from: "history.fakes")))
  }

  /// Images with some of them exchanged for earlier ones, see ``Translation/history``.
  private func recalled(_ images: Value, from name: String) -> Value {
    guard let count = definition.translation?.history, count > 0 else { return images }
    let (batch, size) = (images.shape[0], images.shape.count / images.shape[0])
    let fresh = images.stoppingGradient().reshaped(to: [batch, size])
    let history = graph.variable(name, shape: [count, size])
    let slots = graph.input(TranslationInput.historySlots.rawValue, shape: [batch])
    let takes = graph.input(TranslationInput.historyTakes.rawValue, shape: [batch]).reshaped(to: [batch, 1])
    let old = history.gathered(at: slots)
    let kept = 1 - graph.constant(1).broadcast(to: [batch, 1]).scattered(to: slots, rows: count)
    graph.assign(history, history * kept + fresh.scattered(to: slots, rows: count))
    return (fresh + (old - fresh) * takes).reshaped(to: images.shape)
  }

  private func backwardLogits(_ translation: Translation, ofFakes images: Value) throws -> Value {
    guard let backward = translation.backward else { return images }
    return try backward.discriminator.apply(changed(images), context: discriminatorContext)
  }

  private func pass(_ translation: Translation, _ images: Value) -> TranslationPass {
    TranslationPass(
      definition, translation, input: inputImages(translation), output: images, target: realImages(),
      context: generatorContext)
  }
}
