import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Foundation

/// The state of a training that a checkpoint carries: a training goes on from it.
extension FuzzTarget {
  static let trainingState = FuzzTarget("training-state", largest: 1024) { input in
    attempt {
      let path = "\(input.folder)/fuzz.safetensors"
      // The first version of the format has no hash.
      try SafetensorsWriter.write(
        Dot.tensors.get(),
        metadata: [
          "artpipe.format": "checkpoint 1", "artpipe.definition": Dot.text.get(), "artpipe.state": input.text,
        ],
        to: .typed(path))
      let checkpoint = try Checkpoint(readingFrom: path)
      guard let state = checkpoint.state else { return }
      let trainer = try Trainer(
        resuming: checkpoint, batches: Dots(contentHash: state.dataHash, imageCount: state.dataCount),
        device: Dot.device)
      guard !trainer.isFinished else { return }
      _ = try trainer.step()
      _ = try trainer.checkpoint()
    }
  }
}

/// A model of very few numbers.
private enum Dot {
  static let device: any Device = CPUDevice(threads: 1)

  static let tensors = Result { try definition.trainingShapes().mapValues { Tensor.zeros($0) } }

  static let text = Result { String(decoding: try JSONEncoder().encode(definition), as: UTF8.self) }

  private static let definition = ModelDefinition(
    id: "dot", imageShape: [2, 2, 1], latent: LatentSpace(size: 1), pixelRange: .signed,
    generator: Network(name: "generator", inputShape: [1], [Dense(units: 4), Reshape(to: [2, 2, 1]), Tanh()]),
    discriminator: Network(name: "discriminator", inputShape: [2, 2, 1], [Flatten(), Dense(units: 1)]),
    recipe: TrainingRecipe(
      updateRule: .simultaneous, loss: .nonSaturating, generatorOptimizer: .adam(learningRate: 1e-3),
      discriminatorOptimizer: .adam(learningRate: 1e-3), schedule: LearningRateSchedule(.cosine(end: 0.1)),
      batchSize: 2,
      budget: .steps(10)))
}

/// Grey images, as many as a state says.
private struct Dots: ImageBatches {
  let imageShape: Shape = [2, 2, 1]
  let contentHash: String
  let imageCount: Int

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { buffer.update(repeating: 0) }
}
