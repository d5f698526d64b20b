import ArtMedia
import Foundation
import Testing

/// `artpipe evaluate`, on a model trained for a few steps.
struct EvaluateTests {
  private static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 40}, "stages": [{"kind": "train", "steps": 3, "samples": 0}]}
    """
  private static let model = "runs/small/train/checkpoint.safetensors"

  private func trained() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    return scratch
  }

  private func evaluate(_ scratch: Scratch, _ more: String...) throws -> ProgramRun {
    let arguments = ["evaluate", "--model", Self.model, "--dataset", #"{"kind": "strokes", "count": 40}"#]
    return try Program.artpipe(arguments + more, in: scratch.path)
  }

  private struct Report: Decodable {
    struct Metric: Decodable {
      struct Estimate: Decodable { let value: Double }
      let id: String
      let model: Estimate
      let baseline: Estimate?
    }
    let metrics: [Metric]
  }

  @Test func aTableIsPrintedAndNothingIsLeftBehind() throws {
    let scratch = try trained()
    let before = try scratch.results(of: ".").keys.sorted()
    let run = try evaluate(scratch, "--samples", "20")
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first == "Model     mlp-gan, step 3: 20 samples, seed 1")
    #expect(lines.contains { $0.hasPrefix("Features  digits-28: 128 features per image") })
    for title in ["Fréchet distance", "Recall (k = 3)", "Sliced Wasserstein distance × 1000", "Memorization"] {
      #expect(lines.contains { $0.hasPrefix(title) }, "\(title)")
    }
    #expect(lines.contains("Classes, in percent"))
    #expect(try scratch.results(of: ".").keys.sorted() == before)
    // In the middle of the latent space all images are one.
    let middle = try evaluate(scratch, "--samples", "20", "--truncation", "0", "--json")
    try #require(middle.status == 0, "\(middle.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(middle.output.utf8))
    #expect(report.metrics.first { $0.id == "recall" }?.model.value == 0)
  }

  @Test func metricsAreGivenAsJSONAndKept() throws {
    let scratch = try trained()
    let run = try evaluate(
      scratch, "--json", "--reference", #"{"kind": "strokes", "count": 30}"#, "--features", "thumbnails", "--samples",
      "25", "--output", "results/first")
    try #require(run.status == 0, "\(run.errors)")
    #expect(try run.output == scratch.text("results/first/metrics.json"))
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    let frechet = try #require(report.metrics.first { $0.id == "frechetDistance" })
    #expect(frechet.model.value > (frechet.baseline?.value ?? .infinity))
    let sheet = try ImageDecoder().decode(file: scratch.path(of: "results/first/nearest.png"))
    // 25 pairs of images, three times as large.
    #expect(sheet.width > 5 * 2 * 28 * 3)
    #expect(try scratch.text("results/first/metrics.txt").contains("Features  thumbnails 8×8: 64 features"))
    // The same again gives the same, with any number of threads; another seed does not.
    let again = try evaluate(
      scratch, "--json", "--reference", #"{"kind": "strokes", "count": 30}"#, "--features", "thumbnails", "--samples",
      "25", "--threads", "1")
    #expect(again.output == run.output)
  }

  /// A model that translates is measured beside its inputs, from the training to the comparison of runs.
  @Test func translationsAreComparedWithTheirInputs() throws {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"name": "colours", "model": {"plugin": "pix2pix", "networks": "small", "size": 16},
        "dataset": {"kind": "blossoms", "count": 24, "make": "grey", "validation": 0.5},
        "stages": [{"kind": "train", "steps": 2, "samples": 6, "evaluate": {"every": 1}}]}
      """, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("mean colour error ΔE of the inputs themselves"), "\(run.errors)")
    #expect(run.errors.contains("The outputs are "), "\(run.errors)")
    let sheet = try ImageDecoder().decode(file: scratch.path(of: "runs/colours/train/samples/step-0000002.png"))
    #expect(sheet.width > 3 * 64 && sheet.channels == 3)

    let pairs = #"{"kind": "blossoms", "count": 12, "seed": 7, "make": "grey"}"#
    let found = try Program.artpipe(
      "evaluate", "--model", "runs/colours", "--dataset", pairs, "--reference", pairs, "--output", "results",
      in: scratch.path)
    try #require(found.status == 0, "\(found.errors)")
    let lines = found.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasPrefix("Model     pix2pix, step ") && lines[0].contains(": 12 translated images"))
    #expect(lines[1] == "Targets   12 images, each that of an input: blossoms, not used in training")
    #expect(lines.contains { $0.contains("95 % interval") && $0.hasSuffix("input  mean target  better") })
    for title in ["Mean colour error ΔE", "Structural similarity (SSIM)", "Peak signal-to-noise ratio (PSNR), dB"] {
      #expect(lines.contains { $0.hasPrefix(title) }, "\(title)")
    }
    #expect(lines.last { !$0.isEmpty }?.contains("colours are off by ") == true, "\(found.output)")
    let rows = try ImageDecoder().decode(file: scratch.path(of: "results/translations.png"))
    #expect(rows.width > 3 * 64)

    let compared = try Program.artpipe("runs", "compare", "runs/colours", "runs/colours", in: scratch.path)
    #expect(compared.output.contains("Mean colour error ΔE"), "\(compared.output) \(compared.errors)")
    // A person's images are in no page for others.
    let page = try Program.artpipe("report", "runs/colours", "--share", "-o", "page.html", in: scratch.path)
    #expect(page.status == 0, "\(page.errors)")
    #expect(try scratch.text("page.html").contains("The sheets of the training show inputs and targets"))
  }

  @Test(arguments: [
    (
      ["--samples", "3"],
      "error: --samples 3: expected a whole number from 6 to 1,000,000, found 3\n"
    ),
    (
      ["--features", "x.safetensors"],
      "error: --features x.safetensors: there is no file x.safetensors, and no features of this name\n"
    ),
    (
      ["--reference", "nowhere"],
      "error: --reference nowhere: \"nowhere\" is neither a data set "
        + "(blossoms, strokes, folder, pairs, unpaired, cifar, idx, mnist, fashion-mnist, kmnist, cifar10) nor a file or folder; looked for HERE/nowhere, since relative paths start from the "
        + "current folder\n"
    ),
  ])
  func mistakesAreExplained(arguments: [String], message: String) throws {
    let scratch = try Scratch()
    try scratch.write("", to: "model.safetensors")
    let run = try Program.artpipe(
      ["evaluate", "--model", "model.safetensors", "--dataset", "strokes"] + arguments, in: scratch.path)
    #expect(run.errors == message.replacing("HERE", with: scratch.path))
    #expect(run.status == 65 || run.status == 66)
  }
}
