import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport

/// A training step with everything in it: noise, convolutions, normalisation, gradients, an optimiser's update.
struct SmallTraining {
  private let executor: any Executor

  init(threads: Int) throws {
    let graph = Graph()
    let images = graph.input("images", shape: [16, 12, 12, 3])
    let noise = graph.randomNormal(shape: [16, 8], stream: graph.nextStream())
    let store = CPUDevice(threads: 1).makeVariables()
    func parameter(_ name: String, _ shape: Shape) -> Value {
      store[name] = RepeatableNumbers(name).tensor(shape, low: -0.3, high: 0.3)
      return graph.variable(name, shape: shape)
    }
    func normalised(_ x: Value) -> Value {
      let centred = x - x.mean(axes: [0, 1, 2])
      return centred * (centred.square().mean(axes: [0, 1, 2]) + 0.001).rsqrt()
    }

    let dense = parameter("dense", [8, 288])
    let up = parameter("up", [5, 5, 3, 8])
    let down = parameter("down", [5, 5, 3, 16])
    let last = parameter("last", [576, 1])
    let small = normalised(noise.matmul(dense).reshaped(to: [16, 6, 6, 8])).leakyReLU(slope: 0.3)
    let fakes = small.transposedConvolution(with: up, strides: (2, 2), padding: .same, mode: .circular).tanh()
    func logits(_ x: Value) -> Value {
      x.convolved(with: down, strides: (2, 2), padding: .same, mode: .reflect).leakyReLU(slope: 0.3)
        .reshaped(to: [16, 576]).matmul(last)
    }
    let loss = logits(fakes).softplus().mean() + (-logits(images)).softplus().mean()
    let parameters = [dense, up, down, last]
    for (index, gradient) in graph.gradients(of: loss, withRespectTo: parameters).enumerated() {
      let average = graph.variable("average\(index)", shape: gradient.shape)
      let next = average * 0.9 + gradient.square() * 0.1
      graph.assign(average, next)
      graph.assign(parameters[index], parameters[index] - gradient * 0.01 / (next.sqrt() + 1e-7))
    }
    executor = try CPUDevice(threads: threads).makeExecutor(Program(graph, outputs: ["loss": loss]), variables: store)
    try executor.setInput(
      "images", RepeatableNumbers("images").tensor([16, 12, 12, 3], low: -1, high: 1))
  }

  func run(_ step: Int) throws {
    try executor.run(seed: 1, step: UInt64(step))
  }

  var loss: Tensor? { try? executor.output("loss") }
}
