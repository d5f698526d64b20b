import ArtCPU
import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import DCGANMNIST
import Foundation
import MLPGAN
import Testing

/// What the hash in checkpoints costs beside training.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ARTPIPE_THOROUGH"] != nil, "make checkpoint-test runs it"))
struct HashCostTests {
  /// Epochs of 6,000 images, with a checkpoint for each, as where nothing else is said.
  @Test(arguments: ["mlp-gan", "dcgan-mnist"])
  func hashesAreCheap(model: String) throws {
    let folder = try TemporaryFolder()
    let document = """
      {"model": "\(model)", "dataset": {"kind": "strokes", "count": 6000},
        "stages": [{"kind": "train", "steps": 20, "samples": 0}]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder)
    let path = folder.path(of: "train/checkpoint.safetensors")
    let checkpoint = try Checkpoint(readingFrom: path)
    let seconds = try #require(Manifest.read(in: RunFolder(folder.path))?.stage("train")?.training?.seconds)
    let epoch = seconds / 20 * 6000 / Double(checkpoint.definition.recipe.imagesPerStep)
    let clock = SuspendingClock()
    let (bytes, count) = (try FileReader.contents(of: path, limit: 1 << 30), 20)
    let time = clock.measure { for _ in 0..<count { _ = SHA256.hash(bytes) } } / .seconds(1) / Double(count)
    let share = time / epoch
    print("\(model): \(bytes.count) bytes are hashed in \(time * 1000) ms; an epoch takes \(epoch) s: \(share * 100) %")
    #expect(share < 0.02)
  }
}
