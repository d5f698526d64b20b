import ArtSettings
import Foundation
import Testing

/// `artpipe doctor`, as whoever asks for help runs it.
struct DoctorTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func doctor(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> ProgramRun {
    try Program.artpipe(
      ["doctor"] + arguments, in: scratch.path,
      environment: ["HOME": scratch.path, "ARTPIPE_CACHE": "", "XDG_CACHE_HOME": ""].merging(environment) { $1 })
  }

  @Test func allIsHereWhereItIsBuilt() throws {
    let run = try doctor()
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first?.hasPrefix("artpipe ") == true)
    #expect(lines.contains("All that is needed is here."))
    // All titles stand on the left, and all words behind one column.
    let titles = [
      "System", "Processor", "Kernels", "Memory", "OpenBLAS", "FFmpeg", "Image files", "libcurl", "Images", "Videos",
      "Weights", "Runs", "Data sets", "Temporary", "Limits",
    ]
    for title in titles {
      let line = try #require(lines.first { $0.hasPrefix(title + " ") }, "\(title)")
      #expect(line.dropFirst(title.count).prefix { $0 == " " }.count == 13 - title.count, "\(line)")
    }
    #expect(lines.allSatisfy { $0.count < 240 })
    // Nothing tells who asks.
    #expect(!run.output.contains(scratch.path))
    #expect(run.output.contains("~/.cache/artpipe/datasets"))
  }

  @Test func programsReadIt() throws {
    let run = try doctor(["--json"])
    #expect(run.status == 0)
    let value = try SettingValue.parse(run.output, file: "doctor")
    #expect(value["isWell"]?.bool == true)
    #expect(["x86-64-v4", "x86-64-v3", "plain C"].contains(value["kernels"]?["level"]?.string ?? ""))
    #expect((value["memory"]?["bytes"]?.number?.double ?? 0) > 1e8)
    for id in ["openBLAS", "ffmpeg", "imageLibraries", "curl"] {
      for library in try #require(value[id]?["libraries"]?.array, "\(id)") {
        #expect(library["name"]?.string?.isEmpty == false)
        #expect(library["version"]?.string?.contains { $0.isNumber } == true, "\(library.canonicalJSON)")
        #expect(FileManager.default.fileExists(atPath: library["path"]?.string ?? ""), "\(library.canonicalJSON)")
      }
    }
    #expect(value["ffmpeg"]?["libraries"]?.array?.count == 5)
    #expect(value["images"]?["reads"]?.canonicalJSON.contains(#""PNG""#) == true)
    #expect(value["videos"]?["writes"]?.array?.contains { $0["format"]?.string == "mp4" } == true)
    #expect(value["dataSets"]?["isWritable"]?.bool == true)
  }

  @Test(arguments: [
    // What does not work, and what helps.
    (
      ["ARTPIPE_ASSETS": "/nowhere"], "The weights and pipelines that come with artpipe are not found",
      "set ARTPIPE_ASSETS"
    ),
    (["TMPDIR": "/proc/none"], "/proc/none, for temporary files, cannot be written to.", "set TMPDIR to a folder"),
  ])
  func whatIsMissingIsTold(environment: [String: String], words: String, remedy: String) throws {
    let run = try doctor([], environment)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n").map(String.init)
    let place = try #require(lines.firstIndex(of: "Missing:"), "\(run.output)")
    #expect(lines[place + 1].hasPrefix("  \(words)"), "\(run.output)")
    #expect(lines[place + 2].hasPrefix("    \(remedy)"), "\(run.output)")
    #expect(!run.output.contains("All that is needed is here."))
    let json = try SettingValue.parse(doctor(["--json"], environment).output, file: "doctor")
    #expect(json["isWell"]?.bool == false)
    #expect(json["missing"]?.array?.contains { $0["isNeeded"]?.bool == true } == true)
  }

  /// A file that is no library stands before the one that is installed.
  @Test(arguments: [
    ("libavutil.so.57", "FFmpeg", 1), ("libavutil.so.58", "FFmpeg", 1), ("libavutil.so.59", "FFmpeg", 1),
    ("libcurl.so.4", "libcurl", 0),
  ])
  func aLibraryThatCannotBeLoadedIsMissing(file: String, title: String, status: Int32) throws {
    let installed = try SettingValue.parse(doctor(["--json"]).output, file: "doctor").canonicalJSON
    guard installed.contains("/\(file)") else { return }
    for name in [file, file.replacing("libcurl", with: "libcurl-gnutls")] {
      try scratch.write("none", to: "libraries/\(name)")
    }
    let run = try doctor([], ["LD_LIBRARY_PATH": scratch.path(of: "libraries")])
    #expect(run.status == status, "\(run.output)")
    #expect(run.output.contains("\n\(title)" + String(repeating: " ", count: 13 - title.count) + "not here\n"))
    #expect(run.output.contains(status == 1 ? "\nMissing:\n" : "\nNot here, and not needed for most:\n"))
  }

  @Test func whatIsNotNeededIsNoFault() throws {
    try scratch.write("", to: "file")
    let run = try doctor([], ["ARTPIPE_CACHE": scratch.path(of: "file")])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("\nData sets    ~/file/datasets cannot be written to\n"), "\(run.output)")
    #expect(
      run.output.contains("\nNot here, and not needed for most:\n  ~/file/datasets, for fetched data sets, cannot"))
  }
}
