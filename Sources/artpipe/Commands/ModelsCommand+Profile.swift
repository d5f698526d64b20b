import ArgumentParser
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings

extension ModelsCommand {
  /// `artpipe models profile`.
  struct Profile: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Times a model's training step, part by part, and shows its memory.",
      discussion: """
        The step is compiled as 'run' compiles it and trains on random pictures; each line is one step of the compiled
        program, with the median of its times. GFLOP/s count a multiply-add as two: "direct" as the operation is
        defined, "actual" as the algorithm computes it. MB are operands, results and scratch memory, each number once.
        """)

    @Argument(help: "The model's name; see 'artpipe models list'.")
    var id: String
    @Option(help: "Pictures in a batch; as the model says where not given.")
    var batch: Int?
    @OptionGroup var classes: ClassCountOption
    @Option(help: "How many training steps to time.")
    var steps = 10
    @Option(help: "The order of the lines: run or time.")
    var sort = ProfileText.Order.run
    @Flag(help: "All numbers as JSON, in the order of the run: seconds and bytes.")
    var json = false
    @OptionGroup var models: ModelOptions
    @OptionGroup var precision: PrecisionOptions
    @OptionGroup var threads: ThreadOptions

    func validate() throws {
      if !(1...10_000).contains(steps) {
        throw ValidationError("--steps: expected a whole number from 1 to 10000, found \(steps)")
      }
    }

    func run() throws {
      let console = Console()
      try reporting(console) {
        let profile = try TrainingProfile.measure(
          definition(), pool: threads.makePool(), precision: precision.precision ?? .fast, steps: steps)
        if json {
          console.result(try JSONText.encode(profile))
        } else {
          for line in ProfileText.lines(profile, order: sort) { console.result(line) }
        }
      }
    }

    private func definition() throws -> ModelDefinition {
      let models = try models.makeToolbox().models
      guard let plugin = models[id] else { throw Unknown.model(id, in: models) }
      var recipe: SettingValue = [:]
      if let batch { recipe.set("batchSize", SettingValue(batch), option: "--batch \(batch)") }
      return try ModelText.definition(plugin, settings: ["recipe": recipe], classes: classes.count)
    }
  }
}

extension ProfileText.Order: ExpressibleByArgument {}
