import ArgumentParser
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor

/// What commands that make files with a model have in common: how they are made, and what is written into them.
struct MakingOptions: ParsableArguments {
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  /// See ``OptionDocument/prepare(_:_:more:seed:convolutions:threads:console:showsNotes:isQuiet:)``.
  func prepare(
    _ command: any ParsableCommand.Type, _ stages: [SettingValue], seed: UInt64, console: Console
  ) throws -> OptionDocument.Prepared {
    try OptionDocument.prepare(
      command, stages, more: recipe.document, seed: seed, convolutions: convolutions, threads: threads,
      console: console)
  }
}

/// Whether what is written carries its recipe.
struct RecipeOptions: ParsableArguments {
  @Flag(help: "Leaves the recipe out of what is written, so that it does not tell how it was made.")
  var noRecipe = false

  static let key = "embedRecipe"

  var overrides: [SettingOverride] {
    noRecipe ? [SettingOverride([Self.key], false, option: "--no-recipe")] : []
  }

  /// The same for a document that is made of options.
  var document: [String: SettingValue] { noRecipe ? [Self.key: false] : [:] }
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
    Program.current.device.make(threads ?? ThreadPool.usualThreads)
  }
}
