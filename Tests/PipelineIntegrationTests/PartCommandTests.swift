import Foundation
import Testing

/// The commands that tell what the program has: `models`, `stages`, `datasets` and its version.
struct PartCommandTests {
  @Test func namesAreListed() throws {
    let models = try Program.artpipe("models", "list")
    #expect(
      models.outputLines.map { $0.hasSuffix(":") ? $0[...] : $0.prefix { $0 != " " } } == [
        "Models that make images from noise:", "art-64", "cppn-art", "dcgan-mnist", "digits-fast", "hybrid-gan",
        "mlp-gan", "rgb-art", "wgan-gp", "Models that translate images:", "cyclegan", "fastcut", "one-image",
        "pix2pix",
      ])
    let stages = try Program.artpipe("stages", "list")
    #expect(
      stages.output == """
        train             Trains the model on the images
        load              Loads a trained model from a checkpoint file
        sample            Samples images from a model
        interpolate       Walks through a model's latent space from keyframe to keyframe
        storyboard        Leads from scene to scene: samples, seeds, classes or kept points, each held for a while
        growth            Shows how a model learns: the same points or inputs, drawn by one checkpoint after the other
        directions        Finds directions along which a model's images change, and shows and names them
        neighbours        Samples images around one: variations, at a distance
        mix               Mixes images with each other, on a grid: this one's shape, that one's style
        choices           Shows a sheet of 'artpipe choose' again
        project           Finds the points of a model whose images are nearest to yours
        complete          Mends holes in images with what the model finds likely there
        translate         Translates your images with a model that has learnt to
        sheet             Puts images on one sheet, a single image file
        video             Shows images one after the other, as a video file
        images            Writes images as separate files
        evaluate          Measures how close a model's images come to real ones, how varied they are, and whether they are copies
        train-classifier  Trains a classifier on labelled images, whose features 'evaluate' compares
        preview           Shows training images beside what the model will see of them
        export            Writes a model for sharing, or for other programs: its weights, ONNX or Keras
        playground        Writes a page in which the model draws, for any browser

        """)
    let datasets = try Program.artpipe(["datasets", "list"], environment: ["ARTPIPE_CACHE": "/nowhere"])
    #expect(
      datasets.outputLines.map { $0.prefix { $0 != " " } }
        == [
          "blossoms", "strokes", "folder", "pairs", "unpaired", "cifar", "idx", "mnist", "fashion-mnist", "kmnist",
          "cifar10",
        ])
    #expect(datasets.outputLines.contains { $0.hasPrefix("mnist ") && $0.hasSuffix(" (not fetched, 12 MB)") })
  }

  @Test func modelsAreListedAsJSON() throws {
    struct Entry: Decodable {
      let id: String
      let generatorParameters: Int
      let discriminatorParameters: Int
      let height: Int
      let channels: Int
    }
    let run = try Program.artpipe("models", "list", "--json")
    let entries = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
    let rgb = try #require(entries.first { $0.id == "rgb-art" })
    #expect(rgb.generatorParameters == 2_334_144)
    #expect(rgb.discriminatorParameters == 216_065)
    #expect(rgb.height == 28)
    #expect(rgb.channels == 3)
  }

  @Test(arguments: [
    ["models", "describe", "dcgan-mnist"], ["stages", "describe", "interpolate"], ["datasets", "describe", "folder"],
  ])
  func descriptionsNameAllSettings(arguments: [String]) throws {
    let run = try Program.artpipe(arguments)
    #expect(run.status == 0)
    struct Setting: Decodable { let key: String }
    let json = try Program.artpipe(arguments + ["--json"])
    let settings = try JSONDecoder().decode([Setting].self, from: Data(json.output.utf8))
    #expect(!settings.isEmpty)
    for setting in settings { #expect(run.output.contains("  \(setting.key): ")) }
  }

  @Test func modelsAreDescribedWithClasses() throws {
    let plain = try Program.artpipe("models", "describe", "dcgan-mnist")
    #expect(!plain.output.contains("ConditionalBatchNorm"))
    let run = try Program.artpipe("models", "describe", "dcgan-mnist", "--classes", "10")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("(ConditionalBatchNorm)"))
    #expect(run.output.contains("(ClassProjection)"))
    // Ten γ and β in the place of one, at each of the generator's normalised channels.
    #expect(run.output.contains("Total params: 2,560,192 "))
    for wrong in ["1", "many"] {
      #expect(try Program.artpipe("models", "describe", "dcgan-mnist", "--classes", wrong).status == 64)
    }
  }

  @Test(arguments: [
    (["models", "describe", "rgb-atr"], "error: there is no model 'rgb-atr'; did you mean 'rgb-art'?\n"),
    (["stages", "describe", "shet"], "error: there is no stage 'shet'; did you mean 'sheet'?\n"),
    (["datasets", "describe", "blosoms"], "error: there is no data set 'blosoms'; did you mean 'blossoms'?\n"),
  ])
  func unknownNamesAreExplained(arguments: [String], message: String) throws {
    let run = try Program.artpipe(arguments)
    #expect(run.errors == message)
    #expect(run.status == 65)
  }

  @Test func theVersionIsTold() throws {
    #expect(try Program.artpipe("--version").output == "0.1.0\n")
    #expect(
      try Program.artpipe("--help").output.contains(
        "  130  stopped by Ctrl-C, SIGTERM or SIGHUP; the same command resumes\n"))
  }
}
