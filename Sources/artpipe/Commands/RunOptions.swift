import ArgumentParser
import ArtGraph
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
      "Changes a setting; may be given several times. Stages go by index, id or kind: stages.train.steps=200.",
      valueName: "path=value"))
  var overrides: [String] = []

  @Option(help: "The seed of everything random; instead of the document's.")
  var seed: UInt64?

  @OptionGroup var precision: PrecisionOptions
  @OptionGroup var models: ModelOptions

  func parsedOverrides() throws -> [SettingOverride] {
    do throws(Problem) {
      var parsed: [SettingOverride] = []
      for text in overrides { parsed.append(try SettingOverride(text)) }
      if let seed { parsed.append(SettingOverride(["seed"], SettingValue(seed), option: "--seed \(seed)")) }
      if let precision = precision.precision {
        let value = SettingValue(precision.rawValue)
        parsed.append(SettingOverride(["precision"], value, option: "--precision \(precision.rawValue)"))
      }
      return parsed
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

/// How many threads to work with.
struct ThreadOptions: ParsableArguments {
  @Option(help: "How many threads work; the results do not depend on it. All cores where not given.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected a whole number from 1 to 1024, found \(threads)")
    }
  }

  func makePool() -> ThreadPool { ThreadPool(threads: threads ?? ProcessInfo.processInfo.activeProcessorCount) }
}
