import ArgumentParser
import ArtSettings
import Foundation

/// `artpipe doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Looks whether all is here that artpipe needs.",
    discussion: """
      Shows the version, the processor and which kernels run on it, libraries, formats of images and videos, folders and \
      limits; what is missing, and the command that brings it. The exit code is 1 where something that is needed is missing.

      Nothing of it is private: it can go into a report of a mistake as it is. The home folder is shown as ~.
      """)

  @Flag(help: "Prints JSON.")
  var json = false
  @OptionGroup var models: ModelOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let doctor = Doctor(
        DoctorPlace(toolbox: try models.makeToolbox(), environment: ProcessInfo.processInfo.environment))
      if json {
        console.result(doctor.json.prettyJSON.trimmingLineEnd)
      } else {
        for line in doctor.lines { console.result(line) }
      }
      if !doctor.isWell { throw ExitCode(ExitStatus.different.rawValue) }
    }
  }
}
