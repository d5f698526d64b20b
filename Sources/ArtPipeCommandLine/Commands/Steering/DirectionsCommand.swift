import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe directions`.
struct DirectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directions", abstract: "Finds directions along which a model's images change.",
    discussion: """
      Writes a sheet with a row for each direction, and beside it NAME.artpoints.json with the directions, for --move of \
      'artpipe sample' and 'artpipe morph' and for the sliders of the playground. With --liked and --unliked the one \
      direction is found that leads from the one kind of images to the other.
      """)

  @OptionGroup var model: ShippedModelOption
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file.", completion: .file())
  var output: String
  @Option(help: "How directions are found: principal, closed-form or probe.", completion: .directionMethod)
  var method: String?
  @Option(help: "The number of directions.")
  var count: Int?
  @Option(help: "How far the sheet and sliders go, to either side.")
  var range: Double?
  @Option(help: "Names of the directions, the first ones first: roundness,light.")
  var names: String?
  @Option(help: "A folder of samples, or a points file: images that have what is looked for.", completion: .file())
  var liked: String?
  @Option(help: "Likewise, images that do not have it.", completion: .file())
  var unliked: String?
  @Option(help: "Images of each direction.")
  var steps: Int?
  @Option(help: "Through how many points each direction is shown.")
  var show: Int?
  @Option(help: "Seeds these points.")
  var seed: UInt64 = 1
  @OptionGroup var points: PointsOptions
  @Option(name: .customLong("class"), help: "For class-conditional models: the points' classes by name or number.")
  var classes: String?
  @Option(help: "The truncation; the model's own where not given.")
  var truncation: Double?
  @OptionGroup var making: MakingOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var stage = OptionDocument.stage("directions")
      stage.set("file", target)
      stage.set("method", method)
      stage.set("count", count)
      stage.set("range", range)
      if let names {
        let list = names.split(separator: ",").map { SettingValue(String($0)) }
        stage.set("names", SettingValue(list), option: "--names \(names)")
      }
      stage.set("liked", file: liked)
      stage.set("unliked", file: unliked)
      stage.set("steps", steps)
      stage.set("show", show)
      points.set(in: &stage)
      if let classes { stage["class"] = OptionDocument.names(classes, option: "--class \(classes)") }
      stage.set("truncation", truncation)
      let outcome = try making.prepare(Self.self, [model.load, stage], seed: seed, console: console).run(to: target)
      for file in outcome.results { console.result(target.path(of: file)) }
    }
  }
}
