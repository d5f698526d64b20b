import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension ModelConformance {
  /// A step runs, gives finite numbers, changes both networks, and does the same for any number of threads.
  ///
  /// - Returns: the model after the step.
  func checkTraining(
    _ definition: ModelDefinition, _ device: any Device, _ log: inout ConformanceLog
  ) -> Checkpoint? {
    let check = "one training step"
    guard
      let (before, after) = log.attempt(check, { try trained(definition, device, threads: 1) }),
      let (_, again) = log.attempt(check, { try trained(definition, device, threads: 2) })
    else { return nil }
    for network in definition.networks {
      let names = (log.attempt(check) { try network.parameters() } ?? []).filter(\.isTrainable).map(\.name)
      let isChanged = names.contains { before.tensors[$0] != after.tensors[$0] }
      log.expect(check, isChanged, "the \(network.name)'s weights did not change")
    }
    log.expect(check, after == again, "the weights after it depend on the number of threads")
    return after
  }

  /// The model before and after one step. Numbers that are not finite are thrown as errors.
  private func trained(
    _ definition: ModelDefinition, _ device: any Device, threads: Int
  ) throws -> (before: Checkpoint, after: Checkpoint) {
    let images = RandomImages(definition)
    var device = device
    device.pool = ThreadPool(threads: threads)
    let trainer = try Trainer(definition, batches: images, seed: Self.seed, device: device)
    let before = try trainer.checkpoint()
    _ = try trainer.step()
    return (before, try trainer.checkpoint())
  }
}

/// Images of random brightness.
private struct RandomImages: ImageBatches {
  let imageShape: Shape
  let inputShape: Shape?
  let imageCount = 64
  let contentHash = "random images"
  let classCount: Int
  private let range: PixelRange

  init(_ definition: ModelDefinition) {
    imageShape = definition.imageShape
    inputShape = definition.translation?.inputShape
    range = definition.pixelRange
    classCount = definition.classes.count
  }

  func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    for index in buffer.indices { buffer[index] = Float((number + index) % classCount) }
  }

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { fill(2 * number, buffer) }

  func fillInputs(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { fill(2 * number + 1, buffer) }

  private func fill(_ number: Int, _ buffer: UnsafeMutableBufferPointer<Float>) {
    let numbers = RandomKey(seed: ModelConformance.seed).folded(UInt64(number)).uniforms(count: buffer.count)
    for (index, number) in numbers.enumerated() { buffer[index] = range.black + range.extent * number }
  }
}
