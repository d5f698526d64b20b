import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings
import Testing

/// `docs/limits.md` says what the code does.
struct LimitsPageTests {
  private static func bytes(_ count: Int) -> String { "\(Counted.text(count)) bytes" }

  @Test(arguments: [
    ("size of a JSON file", bytes(DocumentLimits.jsonBytes)), ("size of a YAML file", bytes(DocumentLimits.yamlBytes)),
    ("depth of nesting", "\(DocumentLimits.depth)"), ("values in a document", Counted.text(DocumentLimits.values)),
    ("values that YAML aliases repeat", Counted.text(DocumentLimits.aliasedValues)),
    ("length of a text", bytes(DocumentLimits.textBytes)), ("length of a key", bytes(DocumentLimits.keyBytes)),
    ("characters of a number", "\(DocumentLimits.numberCharacters)"),
    ("stages of a document", Counted.text(Planner.mostStages)),
    ("problems that are reported at once", "\(DocumentLimits.problems)"),
    ("largest whole number", Counted.text(DocumentLimits.wholeNumber)),
    ("largest number", Counted.text(Int(DocumentLimits.number))),
    ("smallest number above 0", "\(DocumentLimits.smallestNumber)"),
    ("epochs or minutes of a training", Counted.text(Int(TrainingBudget.most))),
    ("images of a `sample` stage, all classes together", Counted.text(SampleStage.mostImages)),
    ("frames of a video, repeats counted", Counted.text(VideoStage.mostFrames)),
    ("side of an image that is read", "\(Counted.text(ImageLimits.standard.side)) pixels"),
    ("side of a sheet", "\(Counted.text(Sheet().limits.side)) pixels"),
    ("pixels of a sheet", Counted.text(Sheet().limits.pixels)),
    ("side of a JPEG file", "\(Counted.text(JPEGFormat().largestSide)) pixels"),
    ("side of an MP4 video", "\(Counted.text(MP4Format().largestSide)) pixels"),
    ("side of a WebP video", "\(Counted.text(WebPAnimationFormat().largestSide)) pixels"),
    ("side of a GIF", "\(Counted.text(GIFFormat().largestSide)) pixels"),
    ("`manifest.json`", bytes(RunFileLimits.manifest)),
    ("a training's `evaluations.jsonl`", bytes(RunFileLimits.evaluations)),
    ("`metrics.json` of a stage `evaluate`", bytes(RunFileLimits.metrics)),
    ("a training's `metrics.jsonl`, to go on", "\(bytes(RunFileLimits.logStep)) for each step"),
    ("a training's `metrics.jsonl`, for its curves", bytes(RunFileLimits.log)),
    ("a training's `times.jsonl`", bytes(RunFileLimits.times)), ("a line of these", bytes(RunFileLimits.logLine)),
    ("a sheet, to compare runs", bytes(RunFileLimits.sheet)),
  ])
  func eachLimitIsInTheTable(limit: String, value: String) throws {
    let page = try Page("docs/limits.md")
    #expect(page.text.contains("\n| \(limit) | \(value) |\n"))
  }
}
