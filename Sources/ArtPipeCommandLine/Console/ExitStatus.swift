import ArgumentParser
import ArtPipeline
import ArtSettings
import Foundation

/// The exit codes; those of sysexits.h where it has one.
enum ExitStatus: Int32 {
  /// A file that was made again is another one, something is missing, or a result differs.
  case different = 1
  case usage = 64
  case data = 65
  case missingInput = 66
  case unavailable = 69
  case fault = 70
  case cannotWrite = 73
  case busy = 75
  case interrupted = 130

  init(_ code: PipelineError.Code) {
    self =
      switch code {
      case .data: .data
      case .missingInput: .missingInput
      case .cannotWrite: .cannotWrite
      case .unavailable: .unavailable
      case .busy: .busy
      case .interrupted: .interrupted
      case .fault: .fault
      }
  }

  init(_ problems: Problems) {
    self = problems.problems.allSatisfy { $0.code == .file } ? .missingInput : .data
  }
}

/// Runs a command's work. Errors are printed on standard error and become the exit code; so is what could not be written
/// to standard output.
func reporting(_ console: Console = Console(), _ work: () throws -> Void) throws {
  let status: ExitStatus
  do {
    try work()
    guard let words = console.lostResults else { return }
    console.error(words)
    status = .cannotWrite
  } catch let problems as Problems {
    for problem in problems.problems { console.error("\(problem)") }
    status = ExitStatus(problems)
  } catch let error where error is ExitCode || error is ValidationError || error is CleanExit {
    throw error
  } catch {
    let error = PipelineError(wrapping: error)
    if error.code == .interrupted { console.message("\(error)") } else { console.error("\(error)") }
    status = ExitStatus(error.code)
  }
  // Work that was not waited for may still be under way; nothing is left to be done for it.
  if status == .interrupted { _exit(status.rawValue) }
  throw ExitCode(status.rawValue)
}
