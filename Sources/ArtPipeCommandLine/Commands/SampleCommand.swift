import ArgumentParser
import ArtFiles
import ArtMedia
import ArtPipeline
import ArtSettings
import Foundation

/// `artpipe sample`.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Samples images from a trained model.",
    discussion: """
      The output's name decides what is written: .png and .jpg give a sheet, .safetensors gives a tensor 'images' of bytes \
      (images, height, width, channels) and the 'latents' that the generator was given, and any other name is a folder for \
      separate PNG files.
      """)

  @OptionGroup var model: ModelOption
  @Option(help: "The number of images; with several classes, of each.")
  var count: Int?
  @Option(
    name: .customLong("class"),
    help: "For class-conditional models: a class by name or number, several (3,7), or all.")
  var classes: String?
  @Option(help: "Seeds the random latent vectors.")
  var seed: UInt64 = 1
  @OptionGroup var points: PointsOptions
  @OptionGroup var moves: MoveOptions
  @Option(name: .shortAndLong, help: "A .png, .jpg or .safetensors file, or a folder.", completion: .file())
  var output: String
  @Option(
    help: "The truncation: below 1 samples are more typical, above 1 more varied; the model's own where not given.")
  var truncation: Double?
  @Option(help: "Images per row of the sheet.")
  var columns: Int?
  @OptionGroup var render: RenderOption
  @Option(help: "Enlarges the images by this factor.")
  var scale: Int?
  @Flag(help: "Draws images that can be repeated without a seam, whether the model has learnt that or not.")
  var tileable = false
  @Option(help: "Repeats each image of a sheet this often, across and down: shows whether it tiles.")
  var `repeat`: Int?
  @Flag(help: "Writes each sample's number below it.")
  var numbers = false
  @Flag(
    help: """
      Writes a folder with a folder for each class, of --count images each: labelled images for training other programs.
      """)
  var folder = false
  @OptionGroup var making: MakingOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var sampling = OptionDocument.stage("sample")
      let given = classes ?? (folder && points.points == nil ? "all" : nil)
      let classes = given.map { OptionDocument.names($0, option: self.classes == nil ? "--folder" : "--class \($0)") }
      sampling["class"] = classes
      points.set(in: &sampling)
      try moves.set(in: &sampling)
      if let count {
        sampling.set("count", count)
      } else if classes?.array?.count ?? 0 > 1 || classes?.string == "all" {
        sampling["count"] = 8
      }
      sampling.set("truncation", truncation)
      try render.set(in: &sampling)
      var load = model.load
      load["tileable"] = tileable ? true : nil
      var stages = [load, sampling]
      let isTensor = target.fileExtension == "safetensors"
      let formats = Program.current.toolbox
      if folder, isTensor || formats.isMedia(target.fileExtension) {
        throw ValidationError(
          "--output \(output): --folder writes a folder of folders: give it a name without an ending")
      }
      if formats.imageFormats.writable.suffixes.contains(target.fileExtension) {
        var sheet = OptionDocument.stage("sheet")
        sheet["file"] = SettingValue(target.name)
        sheet.set("columns", columns)
        sheet.set("scale", scale)
        sheet.set("repeat", `repeat`)
        sheet["numbers"] = SettingValue(numbers)
        stages.append(sheet)
      } else if formats.isMedia(target.fileExtension) {
        throw ValidationError(
          "--output \(output): .\(target.fileExtension) is not written here: end the name in "
            + "\(formats.imageFormats.writable.suffixWords) for a sheet, in .safetensors for numbers, or name a folder")
      } else if !isTensor {
        var images = OptionDocument.stage("images")
        images["classFolders"] = folder ? true : nil
        images.set("scale", scale)
        stages.append(images)
      }
      let run = try making.prepare(Self.self, stages, seed: seed, console: console)
      defer { withExtendedLifetime(run) {} }
      let outcome = try run.run(to: target)
      if case .images(let images) = outcome.artifact {
        try target.folder.create()
        try images.writeTensor(to: target.folder.file(target.name), metadata: outcome.recipe, by: run.execution) {
          try run.stop.check()
        }
      }
      console.result(output)
    }
  }
}

extension Toolbox {
  /// Whether files of images or videos have names that end so.
  fileprivate func isMedia(_ suffix: String) -> Bool {
    imageFormats.readable.contains { $0.suffixes.contains(suffix) } || videoFormats.suffixes.contains(suffix)
  }
}
