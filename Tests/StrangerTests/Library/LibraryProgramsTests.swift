import ArtPipeKit
import Foundation
import ProgramTestSupport
import Testing

/// The programs that the documentation shows for the library (`Assets/Library`), run as they are: 20 lines each that train,
/// sample and encode. `make test-package` builds them as a package of their own.
struct LibraryProgramsTests {
  private static func lines(of program: String) throws -> [Substring] {
    let file = "\(Program.package)/Assets/Library/Sources/\(program)/main.swift"
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").filter {
      !$0.allSatisfy(\.isWhitespace)
    }
  }

  @Test(arguments: ["ByHand", "FromDocument"])
  func hasTwentyLinesAtMost(program: String) throws {
    let lines = try Self.lines(of: program)
    #expect(lines.count <= 20)
    #expect(lines.allSatisfy { $0.count <= 120 && !$0.contains("@testable") })
  }

  @Test func bothTrainTheSameModelAndDrawTheSameImages() throws {
    let scratch = try Scratch()
    let byHand = try Program.Running(Program.built("ByHand"), [], in: scratch.path).wait()
    #expect(byHand.status == 0, "\(byHand.errors)")
    #expect(byHand.outputLines.count == 400)
    #expect(byHand.outputLines.last?.hasPrefix("step 400: generator ") == true)
    let document = try Program.Running(Program.built("FromDocument"), [], in: scratch.path).wait()
    #expect(document.status == 0, "\(document.errors)")
    #expect(document.outputLines.contains("train: 400 of 400"))
    for file in ["digits.png", "morph.mp4"] { #expect(document.outputLines.contains { $0.hasSuffix(file) }, "\(file)") }

    let checkpoints = try ["digits.safetensors", "digits/train/checkpoint.safetensors"].map {
      try Checkpoint(readingFrom: scratch.path(of: $0))
    }
    #expect(checkpoints[0].tensors == checkpoints[1].tensors)
    let sheets = try ["digits.png", "digits/digits.png"].map { try ImageDecoder().decode(file: scratch.path(of: $0)) }
    #expect(sheets[0].pixels == sheets[1].pixels)
    #expect(Set(sheets[0].pixels).count > 50, "the sheet shows something")
    for (file, frames) in [("morph.mp4", 125), ("digits/morph.mp4", 120)] {
      let video = try VideoReader(scratch.path(of: file))
      #expect((video.info.width, video.info.height, video.info.frames) == (224, 224, frames), "\(file)")
    }
  }
}
