import ArgumentParser
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings

/// `artpipe models profile`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Times each part of a model's training step, and shows its memory.",
    discussion: """
      The step is compiled as for 'run' and trains on random images. Each line is one step of the compiled \
      program, with the median of its times. GFLOP/s count a multiply-add as two: "direct" as the operation is \
      defined, "actual" as the algorithm computes it. MB count operands, results and scratch memory once each.
      """)

  @Argument(help: "The model's name; see 'artpipe models list'.", completion: .modelName)
  var id: String
  @Option(help: "The batch size; the model's own by default.")
  var batch: Int?
  @OptionGroup var classes: ClassCountOption
  @Option(help: "The number of training steps to time.")
  var steps = 10
  @Option(help: "The order of the lines: run or time.")
  var sort = ProfileText.Order.run
  @Flag(help: "Prints JSON, in the order of the run, in seconds and bytes.")
  var json = false
  @OptionGroup var models: ModelOptions
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if !(1...10_000).contains(steps) {
      throw ValidationError("--steps: expected a whole number from 1 to 10,000, found \(steps)")
    }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      var device = threads.makeDevice()
      device.convolutionAlgorithms = convolutions.convolutionAlgorithms ?? .fast
      let profile = try TrainingProfile.measure(definition(), device: device, steps: steps)
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

extension ProfileText.Order: ExpressibleByArgument {}
