import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtSettings

/// `artpipe evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures how good a checkpoint's images are, compared with real ones.",
    discussion: """
      Prints a table of metrics: how far the model's images are from real ones, how many of them look real, how much of \
      the real images' variety they show, and whether they are copies. Each metric is shown with a 95 % confidence \
      interval and next to a real-data baseline of equal sample size: the value that a perfect model would have.

      Give --reference images that the model was not trained on, such as a test set, if there are any: held-out images \
      give more reliable metrics. Where there are none, samples are compared with one half of the training images, and \
      the other half makes the baseline.

      A model that translates images is given inputs of a data set of pairs, or of two sets, and its images are compared \
      with the targets; the baseline is the inputs themselves.
      """)

  @OptionGroup var model: ModelOption
  @Option(
    help: "The images that the model was trained on: a folder, a file, a kind of data set, or a JSON object.",
    completion: .images)
  var dataset: String
  @Option(help: "Images of the same kind that the model was not trained on, likewise.", completion: .images)
  var reference: String?
  @Option(help: "The number of samples; by default, as many as there are real images to compare with.")
  var samples: Int?
  @Option(help: "A feature network (.safetensors), 'thumbnails', or 'auto'.", completion: .featureNetwork)
  var features: String?
  @Option(help: "Seeds the samples.")
  var seed: UInt64 = 1
  @Option(
    help: "The truncation: below 1 samples are more typical, above 1 more varied; the model's own where not given.")
  var truncation: Double?
  @Option(
    name: .shortAndLong,
    help: """
      A folder for the table, the metrics as JSON, and a sheet of samples beside their nearest training images, or of \
      translations between inputs and targets.
      """,
    completion: .directory)
  var output: String?
  @Flag(help: "Prints the metrics as JSON.")
  var json = false
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      var evaluate = OptionDocument.stage("evaluate")
      evaluate.set("samples", samples)
      evaluate.set("features", features)
      evaluate.set("truncation", truncation)
      if output == nil { evaluate["nearest"] = SettingValue(0) }
      var more = ["dataset": Self.images(dataset, option: "--dataset \(dataset)")]
      if let reference { more["reference"] = Self.images(reference, option: "--reference \(reference)") }
      let run = try OptionDocument.prepare(
        Self.self, [model.load, evaluate], more: more, seed: seed, convolutions: convolutions,
        threads: threads, console: console, showsNotes: false)

      let kept = output.map { OutputFile($0) }
      let scratch = try ScratchFolder()
      defer { withExtendedLifetime(scratch) {} }
      let (folder, name) = kept.map { ($0.folder, $0.name) } ?? (scratch.folder, "evaluation")
      _ = try run.run(in: folder, name: name)
      let file = folder.path(of: "\(name)/metrics.\(json ? "json" : "txt")")
      console.result(String(decoding: try FileReader.contents(of: file, limit: 1 << 24), as: UTF8.self).trimmingLineEnd)
    }
  }

  /// What an option says of images: an object, or a text as in documents.
  private static func images(_ text: String, option: String) -> SettingValue {
    let value = text.hasPrefix("{") ? SettingValue(json: text, at: SourceLocation(option: option)) : nil
    return (value ?? SettingValue(text)).placed(at: SourceLocation(option: option))
  }
}
