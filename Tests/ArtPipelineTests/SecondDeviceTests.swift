import ArtCPU
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// The product knows devices by their protocol alone: the reference of the tests takes the CPU's place in a whole run.
struct SecondDeviceTests {
  private let document = """
    {"model": {"plugin": "dcgan-mnist", "size": 8, "recipe": {"batchSize": 3}, "generator": {"channels": [4, 3, 2]},
        "discriminator": {"channels": [3, 4]}},
      "dataset": {"kind": "strokes", "count": 24},
      "stages": [{"kind": "train", "steps": 2, "samples": 4}, {"kind": "sample", "count": 6}, "sheet",
        {"kind": "evaluate", "from": "train", "samples": 12, "nearest": 0}]}
    """

  private func run(on device: any Device) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try Runner(Workbench.plan(document), in: RunFolder(folder.path), device: device).run()
    return folder
  }

  @Test("Training, sampling and evaluation agree on both devices")
  func wholeRun() throws {
    let (fast, plain) = (try run(on: CPUDevice(threads: 2)), try run(on: ReferenceDevice()))
    let path = "train/checkpoint.safetensors"
    let (a, b) = (
      try Checkpoint(readingFrom: fast.path(of: path)), try Checkpoint(readingFrom: plain.path(of: path))
    )
    #expect(a.definition == b.definition && a.state == b.state && a.tensors.keys == b.tensors.keys)
    for (name, tensor) in a.tensors {
      let expected = try #require(b.tensors[name])
      // Adam divides by the gradient's own size: where that is rounding only, a change has the size of the rate.
      let scale = max(expected.scalars.reduce(0) { max($0, abs($1)) }, 0.1)
      let worst = zip(tensor.scalars, expected.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(worst < 1e-3 * scale, "\(name): \(worst)")
    }

    #expect(try fast.data("sheet.png") != Data())
    let (found, expected) = (try report(fast), try report(plain))
    #expect(found.metrics.map(\.id) == expected.metrics.map(\.id))
    for (found, expected) in zip(found.metrics, expected.metrics) {
      let (x, y) = (found.model.value, expected.model.value)
      #expect(abs(x - y) <= 0.02 * max(abs(y), 0.01), "\(found.id): \(x), \(y)")
    }
  }

  private func report(_ folder: TemporaryFolder) throws -> EvaluationReport {
    try JSONDecoder().decode(EvaluationReport.self, from: folder.data("evaluate/metrics.json"))
  }

  @Test("A device does not take another's memory")
  func foreignMemory() throws {
    let graph = Graph()
    graph.assign(graph.variable("w", shape: [2]), graph.variable("w", shape: [2]) * 2)
    let program = try Program(graph, outputs: [:])
    let devices: [any Device] = [CPUDevice(threads: 1), ReferenceDevice()]
    for (device, other) in [(devices[0], devices[1]), (devices[1], devices[0])] {
      let store = other.makeVariables()
      #expect(throws: ExecutorError.foreignVariables(of: other.name, on: device.name)) {
        _ = try device.makeExecutor(program, variables: store)
      }
      #expect(store.names.isEmpty)
      #expect(throws: ExecutorError.foreignScratchMemory(on: device.name)) {
        _ = try device.makeExecutor(program, variables: device.makeVariables(), scratch: other.makeScratchMemory())
      }
    }
  }
}
