import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe project`.
struct ProjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project", abstract: "Finds a model's images that are nearest to your own.",
    discussion: """
      Writes a sheet with your images beside those that were found (mine.png), the points that make them \
      (mine.artpoints.json, for 'points' of other stages and commands), how near they are (mine.json) and, with --tune, \
      the model tuned to your images (mine.safetensors).
      """)

  @Option(help: "The model: a .safetensors file, or a run folder, whose best model is used.")
  var model: String
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file. The other files get its name.")
  var output: String
  @Argument(help: "Your images, or a folder of them.")
  var images: [String]
  @OptionGroup var search: SearchOptions
  @Option(help: "Tunes the model to your images in so many steps, 300 for instance.")
  var tune: Int?
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var projection = OptionDocument.stage("project")
      search.set(in: &projection, images: images)
      if let tune { projection.set("tune", SettingValue(tune), option: "--tune \(tune)") }
      projection.set("file", SettingValue(target.name), option: "--output \(output)")
      let run = try OptionDocument.prepare(
        [OptionDocument.load(model), projection], more: recipe.document, seed: search.seed,
        convolutions: convolutions, threads: threads, console: console)
      _ = try run.quick.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }
}

/// `artpipe complete`.
struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Mends holes in your images with what a model finds likely there.",
    discussion: """
      Writes a sheet with the images and several answers for each (mended.png), and each answer as a file of its own in \
      a folder (mended).
      """)

  @Option(help: "The model: a .safetensors file, or a run folder, whose best model is used.")
  var model: String
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file. The folder gets its name.")
  var output: String
  @Argument(help: "Your images, or a folder of them.")
  var images: [String]
  @Option(
    help: """
      The hole: an image in which it is white, or a rectangle x,y,width,height, in pixels, or in shares of the image \
      (0.25,0.25,0.5,0.5). Where not given, what is transparent.
      """)
  var mask: String?
  @Option(help: "How many different answers to give for each image.")
  var answers: Int?
  @OptionGroup var search: SearchOptions
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var completion = OptionDocument.stage("complete")
      search.set(in: &completion, images: images)
      if let mask { completion.set("mask", Self.hole(mask), option: "--mask \(mask)") }
      if let answers { completion.set("answers", SettingValue(answers), option: "--answers \(answers)") }
      completion.set("file", SettingValue(target.name), option: "--output \(output)")
      let run = try OptionDocument.prepare(
        [OptionDocument.load(model), completion], more: recipe.document, seed: search.seed,
        convolutions: convolutions, threads: threads, console: console)
      _ = try run.quick.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }

  /// Four numbers with commas between, or a path.
  private static func hole(_ text: String) -> SettingValue {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { SettingNumber(text: String($0)) }
    guard numbers.count == 4, !numbers.contains(nil) else { return SettingValue(text) }
    return SettingValue(numbers.compactMap { $0.map { SettingValue(.number($0)) } })
  }
}

/// How images are looked for.
struct SearchOptions: ParsableArguments {
  @Option(name: .customLong("class"), help: "For class-conditional models: the images' class; each is tried otherwise.")
  var className: String?
  @Option(help: "The steps of each search.")
  var steps: Int?
  @Option(help: "How many points are tried.")
  var starts: Int?
  @Option(help: "What happens when proportions differ: crop, pad or stretch.")
  var fit: String?
  @Option(help: "Seeds the points that are tried.")
  var seed: UInt64 = 1

  func set(in stage: inout SettingValue, images: [String]) {
    stage.set("images", SettingValue(images.map { SettingValue($0) }), option: "IMAGES")
    if let className { stage.set("class", SettingValue(className), option: "--class \(className)") }
    if let steps { stage.set("steps", SettingValue(steps), option: "--steps \(steps)") }
    if let starts { stage.set("starts", SettingValue(starts), option: "--starts \(starts)") }
    if let fit { stage.set("fit", SettingValue(fit), option: "--fit \(fit)") }
  }
}
