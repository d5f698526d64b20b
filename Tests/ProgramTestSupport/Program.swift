import Foundation

/// A program that was run to its end.
public struct ProgramRun: Sendable {
  /// The exit status; the signal's number with a minus where one ended the program.
  public let status: Int32
  public let output: String
  public let errors: String

  public var outputLines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Runs programs as a user does: in processes of their own.
public enum Program {
  /// The package's folder.
  public static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The built program.
  public static let artpipe = built("artpipe")

  /// A program of the package: it lies beside the test program.
  public static func built(_ name: String) -> String {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// A program that is running.
  public final class Running: Sendable {
    public let process: ChildProcess
    private let outputFile: String
    private let errorFile: String

    public init(
      _ program: String, _ arguments: [String], in folder: String, environment: [String: String] = [:]
    ) throws {
      let id = UUID().uuidString
      outputFile = FileManager.default.temporaryDirectory.path + "/\(id).out"
      errorFile = FileManager.default.temporaryDirectory.path + "/\(id).err"
      // Files, not pipes: a pipe that nobody reads would stop the program.
      process = try ChildProcess(
        [program] + arguments, in: folder,
        environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, output: outputFile,
        errors: errorFile)
    }

    deinit {
      process.terminate()
      for file in [outputFile, errorFile] { try? FileManager.default.removeItem(atPath: file) }
    }

    /// Waits until the program has told something on standard error.
    public func wait(untilErrorsContain text: String) throws {
      let deadline = Date() + 120
      while process.isRunning, Date() < deadline {
        if try String(contentsOfFile: errorFile, encoding: .utf8).contains(text) { return }
        usleep(5_000)
      }
    }

    public func wait() throws -> ProgramRun {
      let status = process.wait()
      return ProgramRun(
        status: status, output: try String(contentsOfFile: outputFile, encoding: .utf8),
        errors: try String(contentsOfFile: errorFile, encoding: .utf8))
    }
  }

  public static func artpipe(_ arguments: String..., in folder: String = package) throws -> ProgramRun {
    try Running(artpipe, arguments, in: folder).wait()
  }

  public static func artpipe(
    _ arguments: [String], in folder: String = package, environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try Running(artpipe, arguments, in: folder, environment: environment).wait()
  }

  /// Runs a program that is found in PATH.
  public static func find(_ name: String, _ arguments: [String], in folder: String = package) throws -> ProgramRun {
    try Running("/usr/bin/env", [name] + arguments, in: folder).wait()
  }
}
