import ArtMedia
import Foundation
import Testing

/// The commands that show what a document will do, before it does: `run --dry-run` and `preview`.
struct DocumentCommandTests {
  @Test func dryRunDoesNothing() throws {
    let scratch = try Scratch()
    try scratch.write(SmallModel.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--dry-run", "--seed", "5", in: scratch.path)
    let lines = run.outputLines
    try #require(lines.count == 6, "\(run.output)\(run.errors)")
    #expect(
      lines.prefix(3) == [
        "small: seed 5, into runs/small", "model mlp-gan: images of 28×28×1, batches of 8", "dataset strokes",
      ])
    #expect(lines[3].hasPrefix("1. train") && lines[4].hasPrefix("needs ") && lines[5] == "train: runs")
    #expect(run.status == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs")))
  }

  @Test func previewShowsWhatTheModelWillSee() throws {
    let scratch = try Scratch()
    try scratch.write(SmallModel.document, to: "d.json")
    func preview(_ more: String...) throws -> ProgramRun {
      try Program.artpipe(
        ["preview", "d.json", "--output", "p.png", "--count", "4", "--scale", "1"] + more, in: scratch.path)
    }
    let plain = try preview()
    #expect(plain.status == 0)
    #expect(plain.output == "p.png\n")
    #expect(plain.errors.contains("no augmentation"))
    // Two rows of two pairs, each 56 pixels wide, with lines of 4 around.
    let before = try ImageDecoder().decode(file: scratch.path(of: "p.png"))
    #expect((before.width, before.height) == (2 * 56 + 12, 2 * 28 + 12))
    func half(_ image: PixelImage, _ column: Int) -> [UInt8] {
      (4..<32).flatMap { y in image.pixels[(y * image.width + 4 + column * 28)...].prefix(28) }
    }
    #expect(half(before, 0) == half(before, 1))
    let changed = try preview("--set", "model.recipe.diffAugment=true", "--set", "dataset.augment.shift=1")
    #expect(changed.errors.contains("changed by the dataset's 'augment' and the recipe's 'diffAugment'"))
    let after = try ImageDecoder().decode(file: scratch.path(of: "p.png"))
    #expect(half(after, 0) == half(before, 0))
    #expect(half(after, 1) != half(before, 1))
    let wrong = try preview("--set", "model.recipe.diffAugment.cutout=2")
    #expect(
      wrong.errors
        == "error: --set model.recipe.diffAugment.cutout=2: model.recipe.diffAugment.cutout: expected a number from 0 to "
        + "0.9, found 2\n")
    #expect(wrong.status == 65)
  }
}
