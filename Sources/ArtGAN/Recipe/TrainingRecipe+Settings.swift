import ArtNN
public import ArtSettings

extension TrainingRecipe {
  /// Reads the settings of training, over a model's own recipe. The caller ends the reading: other settings may stand in
  /// the same object.
  public init(reading settings: SettingsReader, defaults: TrainingRecipe) {
    self = defaults
    updateRule = settings.updateRule(default: defaults.updateRule)
    loss = settings.choice(
      "loss", default: defaults.loss, from: settings.losses,
      "What each of the two networks minimises. "
        + settings.losses.all.map { "'\($0.id)': \($0.summary)." }.joined(separator: " "))
    readLabelSmoothing(settings)
    batchSize = settings.integer("batchSize", default: defaults.batchSize, in: 1...65536, "Images in a batch.")
    budget = settings.budget(default: defaults.budget)
    readOptimizers(settings)
    schedule = settings.schedule(default: defaults.schedule)
    gradientPenalty = settings.gradientPenalty(default: defaults.gradientPenalty)
    frozenDiscriminatorLayers =
      settings.optionalInteger(
        "frozenDiscriminatorLayers", in: 1...1000,
        "How many of the discriminator's first layers with weights stay as they are, for a training that starts from the "
          + "weights of another on few images; 2 to 4 is usual.") ?? defaults.frozenDiscriminatorLayers
    augmentation = settings.discriminatorAugmentation(default: defaults.augmentation)
    ema = settings.ema(default: defaults.ema)
    truncation =
      settings.optionalNumber(
        "truncation", in: 0...2,
        "What latent points are multiplied by where images are drawn and nothing else is said; the model's own where it is "
          + "left out, which is 1 for most.") ?? defaults.truncation
  }

  /// A model's own label smoothing ends where the document chooses a loss that has none.
  private mutating func readLabelSmoothing(_ settings: SettingsReader) {
    let owners = settings.losses.all.filter(\.hasLabels).map { "'\($0.id)'" }.joined(separator: ", ")
    let smoothing = settings.number(
      "labelSmoothing", default: labelSmoothing, in: 0.0..<1,
      "The discriminator aims for 1 minus this on real images; with the losses \(owners).")
    labelSmoothing = loss.hasLabels ? smoothing : 0
    if smoothing != 0, !loss.hasLabels, settings.has("labelSmoothing") {
      settings.problem(at: "labelSmoothing", .conflict, "the loss '\(loss.id)' has no labels to smooth")
    }
  }

  /// Settings for both networks first, then those of either.
  private mutating func readOptimizers(_ settings: SettingsReader) {
    let limits = Limits<Double>.above(0)
    let rate = settings.optionalNumber("learningRate", in: limits, "The learning rate of both networks.")
    if let rate {
      generatorOptimizer.learningRate = rate
      discriminatorOptimizer.learningRate = rate
    }
    let (generator, discriminator) = (generatorOptimizer, discriminatorOptimizer)
    let both = settings.optionalNested("optimizer", shorthand: "kind", "How both networks follow their gradients.") {
      // The two may have different defaults, and a setting that is left out leaves each its own.
      let first = $0.optimizer(default: generator)
      return (first, $0.optimizer(default: discriminator))
    }
    if let both { (generatorOptimizer, discriminatorOptimizer) = both }
    let (sharedGenerator, sharedDiscriminator) = (generatorOptimizer, discriminatorOptimizer)
    generatorOptimizer = settings.nested(
      "generatorOptimizer", shorthand: "kind", "How the generator follows its gradients."
    ) { $0.optimizer(default: sharedGenerator) }
    discriminatorOptimizer = settings.nested(
      "discriminatorOptimizer", shorthand: "kind", "How the discriminator follows its gradients."
    ) { $0.optimizer(default: sharedDiscriminator) }
  }
}

extension SettingsReader {
  fileprivate func updateRule(default: UpdateRule) -> UpdateRule {
    let name = choice(
      "updateRule", default: `default`.name, among: ["simultaneous", "alternating"],
      "Whether both networks learn from one batch at the same time, or in turns, the discriminator first.")
    let steps = optionalInteger(
      "discriminatorSteps", in: 1...1000,
      "Discriminator updates for each update of the generator, with the rule 'alternating'; 1 where it is left out.")
    if name == "simultaneous" {
      if steps != nil {
        problem(at: "discriminatorSteps", .conflict, "only the update rule 'alternating' has discriminator steps")
      }
      return .simultaneous
    }
    if case .alternating(let usual) = `default` { return .alternating(discriminatorSteps: steps ?? usual) }
    return .alternating(discriminatorSteps: steps ?? 1)
  }

  fileprivate func budget(default: TrainingBudget) -> TrainingBudget {
    let help = "How long to train: one of steps, epochs, images, minutes. \(`default`) where it is left out."
    return optionalNested("budget", help) { settings in
      let steps = settings.optionalInteger("steps", in: 1..., "Updates of the generator.")
      let epochs = settings.optionalNumber(
        "epochs", in: .above(0, to: TrainingBudget.most), "Passes over the training images.")
      let images = settings.optionalInteger("images", in: 1..., "Training images looked at, repeats counted.")
      let minutes = settings.optionalNumber(
        "minutes", in: .above(0, to: TrainingBudget.most), "Time; steps are timed on the way.")
      let written = ["steps", "epochs", "images", "minutes"].filter(settings.has)
      if written.count > 1 {
        settings.problem(
          at: written.last, .conflict,
          "a budget is one of steps, epochs, images and minutes, and '\(written[0])' is there")
      }
      if let steps { return .steps(steps) }
      if let epochs { return .epochs(epochs) }
      if let images { return .images(images) }
      if let minutes { return .minutes(minutes) }
      if written.isEmpty, !settings.isDescribing {
        settings.problem(at: nil, .missing, "a budget needs one of steps, epochs, images and minutes")
      }
      return `default`
    } ?? `default`
  }
}
