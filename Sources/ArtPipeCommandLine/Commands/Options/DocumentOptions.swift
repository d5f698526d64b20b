import ArgumentParser
import ArtFiles
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings

/// Options that change a document, shared by the commands that read one.
struct DocumentOptions: ParsableArguments {
  @Argument(
    help: "The pipeline document, JSON or YAML, or the name of one that comes with artpipe.", completion: .pipeline)
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
    help: ArgumentHelp("With --untrusted, a file or folder that may be read too; can be repeated.", valueName: "path"),
    completion: .file())
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
