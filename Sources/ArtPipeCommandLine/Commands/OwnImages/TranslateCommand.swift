import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe translate`.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "Translates your images with a model that has learnt to.",
    discussion: """
      Images of any size. One image gives an image, and one video a video, with its sound; a folder, or several images, give a \
      folder in which each result is named as its image. What cannot be used is told and passed over, and a folder that was \
      stopped goes on with what is missing.
      """)

  @OptionGroup var model: ModelOption
  @Option(parsing: .upToNextOption, help: "Your image, several, a folder of them, or a video.", completion: .file())
  var input: [String]
  @Option(
    name: .shortAndLong, help: "For one image a .png or .jpg file, for a video a .mp4 file, else a folder.",
    completion: .file())
  var output: String
  @Option(
    help: """
      How much of the translation shows: 1 for all of it, 0 for the image as it was; 0,1,0.5 for a course over time.
      """)
  var strength: String?
  @Option(
    help: "A second model that has learnt from the same start: the weights of both are mixed.",
    completion: .trainedModel)
  var with: String?
  @Option(help: "The second model's share, or several for a course over time: 0,1.")
  var mix: String?
  @Option(help: "Makes a video of one image, so many seconds long, over which strength and mix change.")
  var seconds: Double?
  @Option(help: "Frames per second of that video.")
  var fps: Double?
  @Option(help: "Which way: forward, or back for models that learn both ways.", completion: .list(["forward", "back"]))
  var direction: String?
  @Option(help: "The shorter side, in pixels, that images get before they are translated.")
  var size: Int?
  @Option(help: "How many times larger images become before they are translated.")
  var scale: Double?
  @Option(help: "The kind of a folder's files: png or jpeg, for instance.")
  var format: String?
  @OptionGroup var making: MakingOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var translation = OptionDocument.stage("translate")
      translation.set("input", SettingValue(input.map { SettingValue($0) }), option: "--input")
      if let strength { translation["strength"] = OptionDocument.course(strength, option: "--strength \(strength)") }
      translation.set("with", file: with)
      if let mix { translation["mix"] = OptionDocument.course(mix, option: "--mix \(mix)") }
      translation.set("seconds", seconds)
      translation.set("fps", fps)
      translation.set("direction", direction)
      translation.set("size", size)
      translation.set("scale", scale)
      translation.set("format", format)
      var stages = [model.load, translation]
      if seconds != nil {
        var video = OptionDocument.stage("video")
        video.set("file", target)
        stages.append(video)
      } else if target.fileExtension.isEmpty {
        stages[1]["folder"] = true
      } else {
        stages[1].set("file", target)
      }
      let outcome = try making.prepare(Self.self, stages, seed: 1, console: console)
        .run(to: target)
      for file in outcome.results { console.result(target.path(of: file)) }
    }
  }
}

extension OptionDocument {
  /// A number, or several with commas between. What is none stays as it is, to be refused as a setting.
  fileprivate static func course(_ text: String, option: String) -> SettingValue {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map {
      SettingValue(json: String($0), at: nil) ?? SettingValue(String($0))
    }
    return (values.count == 1 ? values[0] : SettingValue(values)).placed(at: SourceLocation(option: option))
  }
}
