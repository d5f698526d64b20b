import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe complete`.
struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Mends holes in your images with what a model finds likely there.",
    discussion: """
      Writes a sheet with the images and several answers for each (mended.png), and each answer as a file of its own in \
      a folder (mended).
      """)

  @OptionGroup var model: ModelOption
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file. The folder gets its name.", completion: .file())
  var output: String
  @Option(
    help: """
      The hole: an image in which it is white, or a rectangle x,y,width,height, in pixels, or in shares of the image \
      (0.25,0.25,0.5,0.5). Where not given, what is transparent.
      """,
    completion: .file())
  var mask: String?
  @Option(help: "How many different answers to give for each image.")
  var answers: Int?
  @OptionGroup var search: SearchOptions
  @OptionGroup var making: MakingOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var completion = OptionDocument.stage("complete")
      search.set(in: &completion)
      if let mask { completion.set("mask", Self.hole(mask), option: "--mask \(mask)") }
      completion.set("answers", answers)
      completion.set("file", target)
      let outcome = try making.prepare(Self.self, [model.load, completion], seed: search.seed, console: console)
        .run(to: target)
      for file in outcome.results { console.result(target.path(of: file)) }
    }
  }

  /// Numbers with commas between, of which there are to be four, or a path.
  private static func hole(_ text: String) -> SettingValue {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { SettingNumber(text: String($0)) }
    guard numbers.count > 1, !numbers.contains(nil) else { return SettingValue(text) }
    return SettingValue(numbers.compactMap { $0.map { SettingValue(.number($0)) } })
  }
}
