import ArtGAN
import ArtNN
import ArtSettings
import Testing

@Suite("Settings of training")
struct RecipeSettingsTests {
  static func read(_ settings: SettingValue, defaults: TrainingRecipe = .dcgan) throws -> TrainingRecipe {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let recipe = TrainingRecipe(reading: reader, defaults: defaults)
    reader.finish()
    try log.check()
    return recipe
  }

  @Test(
    "leave a model's recipe as it is where nothing is written",
    arguments: [
      TrainingRecipe.dcgan, .mlp,
      TrainingRecipe(
        updateRule: .alternating(discriminatorSteps: 3), loss: .leastSquares, labelSmoothing: 0.1,
        generatorOptimizer: .adamW(learningRate: 3e-4), discriminatorOptimizer: .sgd(learningRate: 0.1, momentum: 0.5),
        schedule: LearningRateSchedule(.cosine(end: 0.1), warmupSteps: 5),
        gradientPenalty: GradientPenalty(.wganGP, weight: 3, every: 4),
        augmentation: DiscriminatorAugmentation(cutout: 0.25), ema: EMA(.decay(0.99), rampUp: 0.2),
        batchSize: 17, budget: .images(1000)),
      TrainingRecipe(
        generatorOptimizer: .rmsProp(rho: 0.8, momentum: 0.1, centered: true),
        discriminatorOptimizer: Optimizer(
          rule: .sgd(SGD()), learningRate: 0.2, l1: 0.1, orthogonal: 0.3, clipping: .value(2)),
        schedule: LearningRateSchedule(.exponential(factor: 0.9, steps: 7)), batchSize: 1, budget: .steps(1)),
    ])
  func defaults(_ recipe: TrainingRecipe) throws {
    #expect(try Self.read([:], defaults: recipe) == recipe)
  }

  @Test("change what is written, and nothing else")
  func values() throws {
    var expected = TrainingRecipe.dcgan
    expected.updateRule = .alternating(discriminatorSteps: 2)
    expected.loss = .saturating
    expected.labelSmoothing = 0.1
    expected.batchSize = 64
    expected.budget = .epochs(2.5)
    expected.schedule = LearningRateSchedule(.linear(end: 0.25), warmupSteps: 10)
    expected.generatorOptimizer = Optimizer(
      rule: .adam(Adam(beta1: 0.5)), learningRate: 2e-4, clipping: .globalNorm(1))
    expected.discriminatorOptimizer = Optimizer(
      rule: .rmsProp(RMSProp(rho: 0.7)), learningRate: 4e-4, l2: 0.01, penaltyScope: .all, clipping: .globalNorm(1))
    let found = try Self.read([
      "updateRule": "alternating", "discriminatorSteps": 2, "loss": "saturating", "labelSmoothing": 0.1,
      "batchSize": 64, "budget": ["epochs": 2.5], "learningRate": 0.0002,
      "schedule": ["kind": "linear", "end": 0.25, "warmupSteps": 10],
      "optimizer": ["clipNorm": 1],
      "generatorOptimizer": ["beta1": 0.5],
      "discriminatorOptimizer": [
        "kind": "rmsProp", "rho": 0.7, "learningRate": 0.0004, "l2": 0.01, "penaltyScope": "all",
      ],
    ])
    #expect(found == expected)
  }

  @Test("leave a model's own label smoothing out where another loss has no labels")
  func smoothing() throws {
    var recipe = TrainingRecipe.dcgan
    recipe.labelSmoothing = 0.1
    #expect(try Self.read(["loss": "wasserstein"], defaults: recipe).labelSmoothing == 0)
    #expect(try Self.read(["loss": "relativistic-average"], defaults: recipe).labelSmoothing == 0.1)
  }

  static let augmentations: [(SettingValue, DiscriminatorAugmentation?, DiscriminatorAugmentation?)] = [
    ([:], nil, nil),
    (["diffAugment": true], nil, DiscriminatorAugmentation()),
    (["diffAugment": false], DiscriminatorAugmentation(), nil),
    ([:], DiscriminatorAugmentation(color: false), DiscriminatorAugmentation(color: false)),
    (
      ["diffAugment": ["color": false, "translation": 0.2, "cutout": 0, "probability": 0.5]], nil,
      DiscriminatorAugmentation(color: false, translation: 0.2, cutout: 0, probability: .fixed(0.5))
    ),
    (
      ["diffAugment": ["adaptive": true]], nil, DiscriminatorAugmentation(probability: .adaptive(AugmentationRule()))
    ),
    (
      ["diffAugment": ["adaptive": ["target": 0.5, "images": 1000, "every": 2]]], nil,
      DiscriminatorAugmentation(probability: .adaptive(AugmentationRule(target: 0.5, images: 1000, every: 2)))
    ),
    (
      ["diffAugment": ["adaptive": false]], DiscriminatorAugmentation(probability: .adaptive(AugmentationRule())),
      DiscriminatorAugmentation()
    ),
    (
      ["diffAugment": ["probability": 0.2]], DiscriminatorAugmentation(probability: .adaptive(AugmentationRule())),
      DiscriminatorAugmentation(probability: .fixed(0.2))
    ),
  ]

  @Test("choose changes to images", arguments: augmentations)
  func augmentation(
    settings: SettingValue, usual: DiscriminatorAugmentation?, expected: DiscriminatorAugmentation?
  ) throws {
    var recipe = TrainingRecipe.dcgan
    recipe.augmentation = usual
    let found = try Self.read(settings, defaults: recipe)
    #expect(found.augmentation == expected)
    try found.validate()
  }

  @Test("give the truncation", arguments: [(nil, nil, nil), (nil, 1.3, 1.3), (0.7, nil, 0.7), (0.7, 1.3, 0.7)])
  func truncation(written: Double?, usual: Double?, expected: Double?) throws {
    var recipe = TrainingRecipe.dcgan
    recipe.truncation = usual
    let settings: SettingValue = written.map { ["truncation": SettingValue($0)] } ?? [:]
    #expect(try Self.read(settings, defaults: recipe).truncation == expected)
  }

  static let averages: [(SettingValue, EMA?, EMA?)] = [
    ([:], nil, nil),
    (["ema": [:]], nil, EMA()),
    (["ema": ["decay": 0.99]], nil, EMA(.decay(0.99))),
    (["ema": ["halfLife": 500, "rampUp": 0]], nil, EMA(.halfLife(images: 500), rampUp: 0)),
    ([:], EMA(.decay(0.9), rampUp: 0), EMA(.decay(0.9), rampUp: 0)),
    (["ema": ["rampUp": 0.5]], EMA(.decay(0.9), rampUp: 0), EMA(.decay(0.9), rampUp: 0.5)),
    (["ema": ["decay": 0]], EMA(), nil),
    (["ema": true], nil, EMA()),
    (["ema": true], EMA(.decay(0.9), rampUp: 0), EMA(.decay(0.9), rampUp: 0)),
    (["ema": false], EMA(), nil),
    (["ema": false], nil, nil),
  ]

  @Test("give the average of the weights", arguments: averages.indices)
  func average(_ index: Int) throws {
    let (settings, usual, expected) = Self.averages[index]
    var recipe = TrainingRecipe.dcgan
    recipe.ema = usual
    #expect(try Self.read(settings, defaults: recipe).ema == expected)
  }

  static let penalties: [(SettingValue, GradientPenalty?, GradientPenalty?)] = [
    (["gradientPenalty": "r1"], nil, GradientPenalty(.r1, weight: 10, every: 16)),
    (["gradientPenalty": "wgan-gp"], nil, GradientPenalty(.wganGP, weight: 10, every: 1)),
    (
      ["gradientPenalty": ["kind": "r1", "weight": 0.5, "every": 4]], nil, GradientPenalty(.r1, weight: 0.5, every: 4)
    ),
    (["gradientPenalty": ["weight": 2]], GradientPenalty(.r1, every: 8), GradientPenalty(.r1, weight: 2, every: 8)),
    (["gradientPenalty": "wgan-gp"], GradientPenalty(.r1, weight: 2), GradientPenalty(.wganGP)),
    (["gradientPenalty": "none"], GradientPenalty(.r1), nil),
    (["gradientPenalty": false], GradientPenalty(.r1), nil),
  ]

  @Test("give the gradient penalty", arguments: penalties.indices)
  func penalty(_ index: Int) throws {
    let (settings, usual, expected) = Self.penalties[index]
    var recipe = TrainingRecipe.dcgan
    recipe.gradientPenalty = usual
    #expect(try Self.read(settings, defaults: recipe).gradientPenalty == expected)
  }

  @Test("take a name for an object")
  func shorthands() throws {
    let recipe = try Self.read(["optimizer": "sgd", "schedule": "cosine"])
    #expect(recipe.generatorOptimizer == .sgd(learningRate: 1e-4))
    #expect(recipe.discriminatorOptimizer == .sgd(learningRate: 1e-4))
    #expect(recipe.schedule.curve == .cosine(end: 0))
    #expect(try Self.read(["optimizer": "adamW"]).generatorOptimizer == .adamW(learningRate: 1e-4))
  }

  @Test(
    "that contradict each other are problems",
    arguments: [
      (
        ["discriminatorSteps": 2],
        "discriminatorSteps: only the update rule 'alternating' has discriminator steps"
      ),
      (
        ["budget": ["steps": 5, "epochs": 1]],
        "budget.epochs: a budget is one of steps, epochs, images and minutes, and 'steps' is there"
      ),
      (["budget": [:]], "budget: a budget needs one of steps, epochs, images and minutes"),
      (
        ["generatorOptimizer": ["kind": "sgd", "beta1": 0.5]],
        "generatorOptimizer.beta1: the optimizer 'sgd' has no 'beta1'"
      ),
      (
        ["generatorOptimizer": ["weightDecay": 0.1]],
        "generatorOptimizer.weightDecay: the optimizer 'adam' has no weight decay; 'adamW' has; did you mean 'adamW'?"
      ),
      (
        ["discriminatorOptimizer": ["clipNorm": 1, "clipValue": 1]],
        "discriminatorOptimizer.clipValue: gradients are limited by 'clipNorm' or by 'clipValue', not by both"
      ),
      (["schedule": ["end": 0.5]], "schedule.end: the schedule 'constant' has no 'end'"),
      (["ema": ["decay": 0.9, "halfLife": 100]], "ema.halfLife: give either 'decay' or 'halfLife'"),
      (
        ["gradientPenalty": ["weight": 1]],
        "gradientPenalty.weight: there is no gradient penalty; 'kind' names one"
      ),
      (
        ["gradientPenalty": "r2"],
        "gradientPenalty.kind: expected \"none\", \"r1\" or \"wgan-gp\", found \"r2\"; did you mean 'r1'?"
      ),
      (
        ["gradientPenalty": true],
        "gradientPenalty: expected a kind of gradient penalty, \"r1\" or \"wgan-gp\", found true"
      ),
      (["diffAugment": ["cutout": 1]], "diffAugment.cutout: expected a number from 0 to 0.9, found 1"),
      (
        ["diffAugment": ["probability": 0.5, "adaptive": true]],
        "diffAugment.adaptive: 'probability' says how often; leave 'adaptive' out"
      ),
      (
        ["diffAugment": ["color": false, "translation": 0, "cutout": 0]],
        "diffAugment: nothing is changed; false is shorter"
      ),
      (["budget": ["minutes": 0]], "budget.minutes: expected a number above 0 to 1,000,000, found 0"),
      (["ema": ["decay": 1]], "ema.decay: expected a number from 0 to below 1, found 1"),
      (["truncation": 2.5], "truncation: expected a number from 0 to 2, found 2.5"),
      (["batchSize": 0], "batchSize: expected a whole number from 1 to 65,536, found 0"),
      (["learningRate": 0], "learningRate: expected a number above 0, found 0"),
      (
        ["loss": "hinges"],
        "loss: this program has no loss 'hinges'; did you mean 'hinge'?"
      ),
      (
        ["loss": "hinge", "labelSmoothing": 0.1], "labelSmoothing: the loss 'hinge' has no labels to smooth"
      ),
      (["labelSmoothing": 1], "labelSmoothing: expected a number from 0 to below 1, found 1"),
      (["learningrate": 1], "unknown key 'learningrate'; did you mean 'learningRate'?"),
    ] as [(SettingValue, String)])
  func problems(settings: SettingValue, message: String) {
    #expect {
      try Self.read(settings)
    } throws: {
      "\($0)" == message
    }
  }

  @Test("are listed with help and defaults")
  func descriptions() throws {
    let settings = SettingsReader.describe { TrainingRecipe(reading: $0, defaults: .dcgan) }
    #expect(
      settings.map(\.key) == [
        "updateRule", "discriminatorSteps", "loss", "labelSmoothing", "batchSize", "budget", "learningRate",
        "optimizer", "generatorOptimizer", "discriminatorOptimizer", "schedule", "gradientPenalty",
        "frozenDiscriminatorLayers", "diffAugment", "ema", "truncation",
      ])
    let optimizer = try #require(settings.first { $0.key == "generatorOptimizer" })
    #expect(optimizer.nested.first { $0.key == "learningRate" }?.defaultValue == "0.0001")
    #expect(settings.first { $0.key == "budget" }?.help.contains("50 epochs") == true)
  }

  @Test(
    "a budget is worth the same images however it is written",
    arguments: [
      (TrainingBudget.steps(7), 64, 1000, 7), (.epochs(1), 250, 1000, 4), (.epochs(1), 256, 1000, 4),
      (.epochs(0.001), 256, 1000, 1), (.images(1024), 256, 10, 4), (.images(1025), 256, 10, 5),
      (.epochs(1e300), 1, 1000, 1_000_000_000_000_000),
    ])
  func budgets(budget: TrainingBudget, imagesPerStep: Int, count: Int, steps: Int) {
    #expect(budget.steps(imagesPerStep: imagesPerStep, datasetCount: count) == steps)
  }
}
