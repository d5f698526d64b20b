import ArgumentParser
import ArtFiles
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor
import Foundation

/// Options that change a document, shared by the commands that read one.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "The pipeline document, JSON or YAML, or the name of one that comes with artpipe.")
  var document: String

  /// The document's path.
  var file: String {
    FileInfo(document) == nil ? ShippedFiles.path(named: document, .pipeline) ?? document : document
  }

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a setting; can be repeated. Stages are named by index, id or kind: stages.train.steps=200.",
      valueName: "path=value"))
  var overrides: [String] = []

  @Option(help: "Seeds all random numbers, instead of the document's seed.")
  var seed: UInt64?

  @Flag(
    help: ArgumentHelp(
      "Reads files only below the document's own folder, and what --allow-read names: for a document that somebody else "
        + "sent."))
  var untrusted = false

  @Option(
    name: .customLong("allow-read"), parsing: .singleValue,
    help: ArgumentHelp("With --untrusted, a file or folder that may be read too; can be repeated.", valueName: "path"))
  var allowedPaths: [String] = []

  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
    if !untrusted, !allowedPaths.isEmpty {
      throw ValidationError("--allow-read goes with --untrusted; without it a document reads whatever you can read")
    }
    if let missing = allowedPaths.first(where: { FileInfo($0) == nil }) {
      throw ValidationError("--allow-read \(missing): there is no such file or folder")
    }
  }

  /// Plans the document under these options, and warns of model files that are not used for their mistakes.
  ///
  /// - Parameters:
  ///   - changed: The document's value, where it was read and changed; nil for its file's.
  ///   - overrides: What options change.
  /// - Throws: `Problems`, also for a name that was meant for a pipeline that comes with artpipe.
  func plan(
    _ changed: SettingValue? = nil, overrides: [SettingOverride], console: Console
  ) throws -> Plan {
    let known = ShippedFiles.names(.pipeline)
    if !document.contains("."), FileInfo(file) == nil, let near = closest(to: document, in: known) {
      throw Problems([Problem(.file, "there is no file and no pipeline '\(document)'", suggestion: near)])
    }
    let access = untrusted ? ReadAccess.below([Paths.split(file).folder] + allowedPaths) : .everything
    let tools = try models.makeToolbox()
    let plan = try Planner(tools, access: access).plan(changed ?? SettingValue.read(file: file), overrides: overrides)
    for problem in tools.models.brokenFiles.compactMap(\.problems.first) {
      console.warning("\(problem); this model file is not used")
    }
    return plan
  }

  func parsedOverrides() throws -> [SettingOverride] {
    do throws(Problem) {
      var parsed: [SettingOverride] = []
      for text in overrides { parsed.append(try SettingOverride(text)) }
      if let seed { parsed.append(SettingOverride(["seed"], SettingValue(seed), option: "--seed \(seed)")) }
      if let algorithms = convolutions.convolutionAlgorithms?.rawValue {
        parsed.append(
          SettingOverride(
            ["convolutionAlgorithms"], SettingValue(algorithms), option: "--convolution-algorithms \(algorithms)"))
      }
      return parsed
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

/// Whether what is written carries its recipe.
struct RecipeOptions: ParsableArguments {
  @Flag(help: "Leaves the document out of images and videos, so that they do not tell how they were made.")
  var noRecipe = false

  static let key = "embedRecipe"

  var overrides: [SettingOverride] {
    noRecipe ? [SettingOverride([Self.key], false, option: "--no-recipe")] : []
  }

  /// The same for a document that is made of options.
  var document: [String: SettingValue] { noRecipe ? [Self.key: false] : [:] }
}

/// How a run is shown.
struct ProgressOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case auto, plain, json

    static let help: ArgumentHelp =
      """
      How progress is shown: 'auto' draws a bar on a terminal and writes a line now and then elsewhere, 'plain' always \
      writes lines, 'json' writes one object a line to standard error, for other programs.
      """

    func makeConsole() -> Console {
      switch self {
      case .auto: Console(.text)
      case .plain: Console(.lines)
      case .json: Console(.json)
      }
    }
  }

  @Option(help: Form.help)
  var progress = Form.auto
  @Flag(help: "Shows no samples in the terminal during training.")
  var noPreview = false

  func makeConsole() -> Console { progress.makeConsole() }

  func makeReporter(_ console: Console) -> RunReporter { RunReporter(console, showsImages: !noPreview) }
}

/// The number of threads.
struct ThreadOptions: ParsableArguments {
  @Option(help: "The number of threads; all cores by default. Results do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected a whole number from 1 to 1,024, found \(threads)")
    }
  }

  /// The device that all commands run programs on.
  func makeDevice() -> any Device { Self.makeDevice(threads: threads) }

  /// - Parameter threads: nil for one on each core.
  static func makeDevice(threads: Int? = nil) -> any Device {
    Program.current.device.make(threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}
