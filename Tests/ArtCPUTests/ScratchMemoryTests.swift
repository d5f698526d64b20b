import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

@Suite("Shared scratch memory")
struct ScratchMemoryTests {
  /// A program that keeps a result of its variable from run to run, over `size` numbers.
  private func executor(
    _ size: Int, _ store: VariableStore, _ scratch: any ScratchMemory
  ) throws -> any Executor {
    let graph = Graph()
    let x = graph.input("x", shape: [size])
    let kept = graph.variable("w\(size)", shape: [size]).exp().sum()
    let product = (x * kept).reshaped(to: [1, size]).matmul(x.reshaped(to: [size, 1]))
    let program = try Program(graph, outputs: ["y": product, "all": x.tanh() + product.reshaped(to: [1])])
    return try CPUDevice(threads: 2).makeExecutor(program, variables: store, scratch: scratch)
  }

  private func results(_ executor: any Executor, _ size: Int, turn: Int) throws -> [Tensor] {
    try executor.setInput("x", RepeatableNumbers("x \(size) \(turn)").tensor([size], low: -1, high: 1))
    try executor.run()
    return [try executor.output("y"), try executor.output("all")]
  }

  @Test("Executors that run in turns on one memory give what they give alone", arguments: [[40, 3000], [3000, 40]])
  func turns(sizes: [Int]) throws {
    let store = CPUDevice(threads: 1).makeVariables()
    for size in sizes { store["w\(size)"] = RepeatableNumbers("w \(size)").tensor([size], low: -1, high: 1) }
    let shared = CPUDevice(threads: 1).makeScratchMemory()
    let together = try sizes.map { try executor($0, store, shared) }
    let alone = try sizes.map { try executor($0, store, CPUDevice(threads: 1).makeScratchMemory()) }
    for turn in [0, 0, 1, 0, 1, 1, 0] {
      #expect(
        try results(together[turn], sizes[turn], turn: turn) == results(alone[turn], sizes[turn], turn: turn))
    }
    store["w\(sizes[0])"] = RepeatableNumbers("new").tensor([sizes[0]], low: -1, high: 1)
    #expect(try results(together[0], sizes[0], turn: 0) == results(alone[0], sizes[0], turn: 0))
  }

  @Test("A memory grows with an executor that comes later, and the others go on")
  func grows() throws {
    let store = CPUDevice(threads: 1).makeVariables()
    let shared = CPUDevice(threads: 1).makeScratchMemory()
    let first = try executor(40, store, shared)
    let before = try results(first, 40, turn: 0)
    let second = try executor(3000, store, shared)
    _ = try results(second, 3000, turn: 0)
    #expect(try results(first, 40, turn: 0) == before)
  }

  @Test("Outputs can be read before the first run, and are numbers of some kind")
  func beforeTheFirstRun() throws {
    let executor = try executor(40, CPUDevice(threads: 1).makeVariables(), CPUDevice(threads: 1).makeScratchMemory())
    #expect(try executor.output("all").scalars.count == 40)
  }
}
