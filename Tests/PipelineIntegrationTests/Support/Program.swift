import Foundation

/// A program that was run to its end.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  var outputLines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Runs programs as a user does: in processes of their own.
enum Program {
  /// The package's folder.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The built program: it lies beside the test program.
  static let artpipe: String = {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("artpipe").path
  }()

  /// A program that is running.
  final class Running {
    let process = Process()
    private let outputFile: String
    private let errorFile: String

    init(_ program: String, _ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
      let id = UUID().uuidString
      outputFile = FileManager.default.temporaryDirectory.path + "/\(id).out"
      errorFile = FileManager.default.temporaryDirectory.path + "/\(id).err"
      for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      // Files, not pipes: a pipe that nobody reads would stop the program.
      process.standardOutput = FileHandle(forWritingAtPath: outputFile)
      process.standardError = FileHandle(forWritingAtPath: errorFile)
      try process.run()
    }

    deinit {
      if process.isRunning { process.terminate() }
      for file in [outputFile, errorFile] { try? FileManager.default.removeItem(atPath: file) }
    }

    func wait() throws -> ProgramRun {
      process.waitUntilExit()
      let killed = process.terminationReason == .uncaughtSignal
      return ProgramRun(
        status: killed ? -process.terminationStatus : process.terminationStatus,
        output: try String(contentsOfFile: outputFile, encoding: .utf8),
        errors: try String(contentsOfFile: errorFile, encoding: .utf8))
    }
  }

  static func artpipe(_ arguments: String..., in folder: String = package) throws -> ProgramRun {
    try Running(artpipe, arguments, in: folder).wait()
  }

  static func artpipe(_ arguments: [String], in folder: String = package) throws -> ProgramRun {
    try Running(artpipe, arguments, in: folder).wait()
  }

  /// Runs a program that is found in PATH.
  static func find(_ name: String, _ arguments: [String], in folder: String = package) throws -> ProgramRun {
    try Running("/usr/bin/env", [name] + arguments, in: folder).wait()
  }
}
