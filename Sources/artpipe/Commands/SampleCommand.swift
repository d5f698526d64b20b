import ArgumentParser
import ArtPipeline
import ArtSettings
import Foundation

/// `artpipe sample`.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Draws pictures from a checkpoint.",
    discussion: """
      The output's name says what is written: a sheet for a name that ends in .png or .jpg, one tensor 'images' of
      bytes (pictures, height, width, channels) for .safetensors, and separate PNG files for any other name, which is
      taken for a folder.
      """)

  @Option(help: "A trained model: a .safetensors file, or the folder of a run, whose best model is taken.")
  var model: String
  @Option(help: "How many pictures; of each class, where several are named.")
  var count: Int?
  @Option(
    name: .customLong("class"),
    help: "For a model that knows classes: a name or number, several as 3,7, or all.")
  var classes: String?
  @Option(help: "The seed that the pictures are drawn from.")
  var seed: UInt64 = 1
  @Option(name: .shortAndLong, help: "A .png, .jpg or .safetensors file, or a folder.")
  var output: String
  @Option(help: "Draws towards the middle (below 1) or away from it (above 1); the model's own where not given.")
  var truncation: Double?
  @Option(help: "Pictures in a row of the sheet.")
  var columns: Int?
  @Option(help: "Makes the pictures in this size without enlarging any, with a model that can: 1920x1080.")
  var render: String?
  @Option(help: "How many times larger the pictures become.")
  var scale: Int?
  @Flag(help: "Writes each picture's number below it.")
  var numbers = false
  @OptionGroup var precision: PrecisionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var draw = OptionDocument.stage("sample")
      let classes = classes.map { OptionDocument.names($0, option: "--class \($0)") }
      draw["class"] = classes
      if let count {
        draw.set("count", SettingValue(count), option: "--count \(count)")
      } else if classes?.array?.count ?? 0 > 1 || classes?.string == "all" {
        draw["count"] = 8
      }
      if let truncation { draw.set("truncation", SettingValue(truncation), option: "--truncation \(truncation)") }
      if let render { draw["render"] = try OptionDocument.size(render, option: "--render \(render)") }
      var stages = [OptionDocument.load(model), draw]
      switch target.fileExtension {
      case "safetensors": break
      case "png", "jpg", "jpeg":
        var sheet = OptionDocument.stage("sheet")
        sheet["file"] = SettingValue(target.name)
        if let columns { sheet.set("columns", SettingValue(columns), option: "--columns \(columns)") }
        if let scale { sheet.set("scale", SettingValue(scale), option: "--scale \(scale)") }
        sheet["numbers"] = SettingValue(numbers)
        stages.append(sheet)
      default:
        var images = OptionDocument.stage("images")
        if let scale { images.set("scale", SettingValue(scale), option: "--scale \(scale)") }
        stages.append(images)
      }
      let run = try OptionDocument.prepare(
        stages, seed: seed, precision: precision, threads: threads, console: console)
      let (artifact, recipe) = try run.quick.run(in: target.folder, name: target.name)
      if case .pictures(let pictures) = artifact {
        try target.folder.create()
        try pictures.writeTensor(to: output, metadata: recipe, by: run.quick.execution) { try run.stop.check() }
      }
      console.result(output)
    }
  }
}
