import ArtSettings
import Testing

/// What people write who know other tools.
struct VocabularyTests {
  private static let recipe = [
    "loss", "learningRate", "batchSize", "optimizer", "beta1", "beta2", "gradientPenalty", "discriminatorSteps", "ema",
  ]
  private static let layer = ["kind", "filters", "kernelSize", "strides", "padding", "useBias"]
  private static let model = [
    "plugin", "size", "latentSize", "color", "generator", "discriminator", "classes", "channels",
  ]
  private static let train = [
    "steps", "epochs", "minutes", "images", "samples", "sheetEvery", "checkpoint", "evaluate",
  ]
  private static let layers = ["dense", "conv2d", "conv2dTranspose", "batchNorm", "leakyReLU", "relu", "upSample"]

  @Test(arguments: [
    ("lr", recipe, "learningRate"), ("learning_rate", recipe, "learningRate"), ("batch_size", recipe, "batchSize"),
    ("BatchSize", recipe, "batchSize"), ("bs", recipe, "batchSize"), ("beta_1", recipe, "beta1"),
    ("betas", recipe, "beta1"), ("lambda_gp", recipe, "gradientPenalty"), ("n_critic", recipe, "discriminatorSteps"),
    ("filter", layer, "filters"), ("out_channels", layer, "filters"), ("channels", layer, "filters"),
    ("kernel_size", layer, "kernelSize"), ("stride", layer, "strides"), ("bias", layer, "useBias"),
    ("filters", model, "channels"), ("ngf", model, "channels"), ("latent_dim", model, "latentSize"),
    ("z_dim", model, "latentSize"), ("nz", model, "latentSize"), ("img_size", model, "size"),
    ("resolution", model, "size"), ("num_classes", model, "classes"), ("n_epochs", train, "epochs"),
    ("iterations", train, "steps"), ("lrelu", layers, "leakyReLU"), ("leaky_relu", layers, "leakyReLU"),
    ("ConvTranspose2d", layers, "conv2dTranspose"), ("linear", layers, "dense"), ("fc", layers, "dense"),
    ("bn", layers, "batchNorm"), ("densee", layers, "dense"),
  ])
  func wordsOfOtherToolsAreKnown(word: String, known: [String], name: String) {
    #expect(Vocabulary.common.meaning(of: word, in: known) == name)
  }

  @Test(arguments: [("zebra", recipe), ("lr", layer), ("epochs", recipe)])
  func othersAreNot(word: String, known: [String]) {
    #expect(Vocabulary.common.meaning(of: word, in: known) == nil)
  }

  @Test(arguments: [
    ("lr", "'learningRate' belongs in the model's \"recipe\""), ("epochs", "'epochs' belongs on the stage 'train'"),
    ("n_epochs", "'epochs' belongs on the stage 'train'"), ("hflip", "'flip' belongs in the data set's \"augment\""),
    ("zebra", nil),
  ])
  func settingsHaveAHome(word: String, home: String?) {
    #expect(Vocabulary.common.home(of: word) == home)
  }

  /// A program adds words of its own.
  @Test func theSetIsOpen() {
    var words = Vocabulary.common
    words.add(["sloth"], for: "steps")
    words.place(["steps"], "elsewhere")
    #expect(words.meaning(of: "sloth", in: ["steps"]) == "steps")
    #expect(words.home(of: "sloth") == "'steps' belongs elsewhere")
    var environment = SettingsEnvironment()
    environment[Vocabulary.self] = words
    let log = ProblemLog()
    let reader = SettingsReader(["sloth": 3], environment: environment, log: log)
    _ = reader.integer("steps", default: 1, "How many.")
    reader.finish()
    #expect(log.problems.map(\.description) == ["unknown key 'sloth'; did you mean 'steps'?"])
  }
}
