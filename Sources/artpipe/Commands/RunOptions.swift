import ArgumentParser
import ArtFiles
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor
import Foundation

/// Options that change a document, shared by the commands that read one.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "The pipeline document, JSON or YAML.")
  var file: String

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

  /// What plans documents under these options.
  func makePlanner() throws -> Planner {
    let access = untrusted ? ReadAccess.below([Paths.split(file).folder] + allowedPaths) : .everything
    return Planner(try models.makeToolbox(), access: access)
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

/// The number of threads.
struct ThreadOptions: ParsableArguments {
  @Option(help: "The number of threads; all cores by default. Results do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected a whole number from 1 to 1024, found \(threads)")
    }
  }

  /// The device that all commands run programs on.
  func makeDevice() -> any Device {
    artpipe.makeDevice(threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}
