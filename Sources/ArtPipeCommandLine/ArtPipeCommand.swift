import ArgumentParser
public import ArtCPU
import ArtData
import ArtFiles
public import ArtGAN
public import ArtGraph
public import ArtPipeline
import ArtReport
import Foundation

/// The command line, for programs with parts of their own: `run`, `validate`, `models`, `sample` and all others, with
/// progress, Ctrl-C and exit codes as artpipe has them. A program needs no more than this in its `main.swift`:
///
/// ```swift
/// import ArtPipeCommandLine
///
/// ArtPipeCommand.main(models: [Patterns()])
/// ```
public enum ArtPipeCommand {
  /// Does what the command line says, and ends the process.
  ///
  /// - Parameters:
  ///   - models: The models that documents can name, besides model files. `ArtPipePlugins` has those that ship with
  ///     artpipe.
  ///   - makeDevice: What programs run on, with this many threads; the processor by default.
  public static func main(
    models: [any ModelPlugin],
    makeDevice: @escaping @Sendable (_ threads: Int) -> any Device = { CPUDevice(threads: $0) }
  ) -> Never {
    main(makeDevice: makeDevice) {
      Toolbox(models: try ModelRegistry(models))
    }
  }

  /// Does what the command line says, and ends the process.
  ///
  /// - Parameters:
  ///   - makeDevice: What programs run on, with this many threads; the processor by default.
  ///   - toolbox: Makes all that documents can name: models, data sets, stages, metrics, layers, losses, formats. The stage
  ///     `playground`, which the command of that name needs, and the export format `web` are added. Two parts with one id end the process with an error
  ///     that names it.
  public static func main(
    makeDevice: @escaping @Sendable (_ threads: Int) -> any Device = { CPUDevice(threads: $0) },
    toolbox: () throws -> Toolbox
  ) -> Never {
    ProcessLimits.prepare()
    InterruptHandler.prepare()
    let console = Console()
    let program: Program
    do {
      program = Program(
        name: ownName,
        toolbox: try toolbox().adding(missingStages: [PlaygroundStage.self])
          .adding(missingExportFormats: [WebExport.self]),
        device: DeviceMaker(make: makeDevice))
    } catch {
      console.error("\(error)")
      exit(ExitStatus.fault.rawValue)
    }
    exit(program.run { run(console) })
  }

  /// The name of the program's file.
  private static var ownName: String { ProgramArguments.all.first.map { Paths.split($0).name } ?? "artpipe" }

  /// Help and usage go the way of all texts, and what cannot be printed is an error.
  ///
  /// - Returns: The exit code.
  private static func run(_ console: Console) -> Int32 {
    do {
      // With the words as the system gives them, so that files can be named whose names are no UTF-8.
      var command = try RootCommand.parseAsRoot(Array(ProgramArguments.all.dropFirst()))
      do {
        try command.run()
        return 0
      } catch let error as ValidationError {
        console.message(lines: RootCommand.words(of: error, in: type(of: command)))
        return ExitStatus.usage.rawValue
      }
    } catch {
      let status = RootCommand.exitCode(for: error).rawValue
      let text = RootCommand.fullMessage(for: error)
      guard !text.isEmpty else { return status }
      guard status == 0 else {
        console.message(lines: text)
        return status
      }
      console.result(text)
      guard let words = console.lostResults else { return status }
      console.error(words)
      return ExitStatus.cannotWrite.rawValue
    }
  }
}
