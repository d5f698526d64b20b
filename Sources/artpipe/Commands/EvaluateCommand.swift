import ArgumentParser
import ArtPipeline
import ArtSettings
import Foundation

/// `artpipe evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures how good a checkpoint's pictures are, beside real ones.",
    discussion: """
      Prints a table: how far the model's pictures are from the real ones, how many of them look real, how much of the
      real pictures' variety they show, and whether they are copies. Beside each figure stands that of real pictures in
      the place of the model's, as many and compared with the same ones: no model can be better than that, and figures
      mean little without it.

      Give --reference pictures that the model was not trained on, such as a test set, if there are any. Where there are
      none, samples are compared with one half of the pictures, and the other half takes their place.
      """)

  @Option(help: "A trained model: a .safetensors file, or the folder of a run, whose best model is taken.")
  var model: String
  @Option(help: "The pictures that the model was trained on: a folder, a file, a kind of data set, or a JSON object.")
  var dataset: String
  @Option(help: "Pictures of the same kind that it was not trained on, likewise.")
  var reference: String?
  @Option(help: "How many pictures the model makes; as many as there are real ones to compare with where not given.")
  var samples: Int?
  @Option(help: "A feature network (.safetensors), 'thumbnails', or 'auto'.")
  var features: String?
  @Option(help: "The seed that the model's pictures are drawn from.")
  var seed: UInt64 = 1
  @Option(help: "Draws towards the middle (below 1) or away from it (above 1); the model's own where not given.")
  var truncation: Double?
  @Option(
    name: .shortAndLong,
    help: "A folder for the table, the figures as JSON, and a sheet of samples beside their nearest training pictures.")
  var output: String?
  @Flag(help: "Prints the figures as JSON.")
  var json = false
  @OptionGroup var precision: PrecisionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      var evaluate = OptionDocument.stage("evaluate")
      if let samples { evaluate.set("samples", SettingValue(samples), option: "--samples \(samples)") }
      if let features { evaluate.set("features", SettingValue(features), option: "--features \(features)") }
      if let truncation {
        evaluate.set("truncation", SettingValue(truncation), option: "--truncation \(truncation)")
      }
      if output == nil { evaluate["nearest"] = SettingValue(0) }
      var more = ["dataset": Self.pictures(dataset, option: "--dataset \(dataset)")]
      if let reference { more["reference"] = Self.pictures(reference, option: "--reference \(reference)") }
      let run = try OptionDocument.prepare(
        [OptionDocument.load(model), evaluate], more: more, seed: seed, precision: precision,
        threads: threads, console: console, showsNotes: false)

      let kept = output.map { OutputFile($0) }
      let passing = FileManager.default.temporaryDirectory.path + "/artpipe-\(UUID().uuidString)"
      defer { if kept == nil { try? FileManager.default.removeItem(atPath: passing) } }
      let (folder, name) = kept.map { ($0.folder, $0.name) } ?? (RunFolder(passing), "evaluation")
      _ = try run.quick.run(in: folder, name: name)
      let file = folder.path(of: "\(name)/figures.\(json ? "json" : "txt")")
      console.result(try String(contentsOfFile: file, encoding: .utf8).trimmingLineEnd)
    }
  }

  /// What an option says of pictures: an object, or a text as in documents.
  private static func pictures(_ text: String, option: String) -> SettingValue {
    let value = text.hasPrefix("{") ? SettingValue(json: text, at: SourceLocation(option: option)) : nil
    return (value ?? SettingValue(text)).placed(at: SourceLocation(option: option))
  }
}
