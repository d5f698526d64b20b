import ArtGAN
import ArtGraph
import ArtPipeline

/// The program whose command line this is.
struct Program: Sendable {
  /// What its file is called: `artpipe`.
  let name: String
  /// All that documents can name, besides model files.
  let toolbox: Toolbox
  let device: DeviceMaker

  @TaskLocal private static var bound: Program?

  /// The program that runs. Commands are made by their parser, so it reaches them through the task.
  static var current: Program {
    guard let bound else { preconditionFailure("a command runs only inside ArtPipeCommand.main") }
    return bound
  }

  /// Does something as this program.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result { try Self.$bound.withValue(self, operation: body) }

  /// - Parameter modelFiles: models from files; duplicates count once.
  func toolbox(modelFiles: [ModelFile]) -> Toolbox {
    var sources: Set<String> = []
    return toolbox.adding(modelFiles: modelFiles.filter { sources.insert($0.source ?? "").inserted })
  }
}

/// Makes the device that programs run on, for a number of threads.
struct DeviceMaker: Sendable {
  let make: @Sendable (_ threads: Int) -> any Device
}
