import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// What an executor keeps of variables that it does not write is made again when someone else writes them: the caller,
/// or another program over the same store.
@Suite struct KeptPreparationTests {
  private static let kernelShape: Shape = [5, 5, 16, 32]

  /// A network with everything that is kept: kernels in another form, and a scale made of variables.
  private struct Drawing {
    let executor: any Executor

    init(_ store: VariableStore, threads: Int) throws {
      let graph = Graph()
      let points = graph.input("points", shape: [3, 24])
      let dense = graph.variable("dense", shape: [24, 7 * 7 * 32])
      let kernel = graph.variable("kernel", shape: kernelShape)
      let down = graph.variable("down", shape: kernelShape)
      let spread = graph.variable("spread", shape: [16])
      let small = points.matmul(dense).reshaped(to: [3, 7, 7, 32])
      let large = small.transposedConvolution(with: kernel, strides: (1, 1), padding: .same)
      let scaled = large * (spread.square() + 0.5).rsqrt()
      let images = scaled.convolved(with: down, strides: (1, 1), padding: .same)
      // A variable's own numbers, and an output that is made of variables alone.
      executor = try CPUDevice(threads: threads).makeExecutor(
        Program(graph, outputs: ["images": images, "spread": spread, "twice": spread * 2]), variables: store)
      try executor.setInput("points", RepeatableNumbers("points").tensor([3, 24], low: -1, high: 1))
    }

    func drawn() throws -> [[UInt32]] {
      try executor.run()
      return try ["images", "spread", "twice"].map { try executor.output($0).scalars.map(\.bitPattern) }
    }
  }

  private func filled() -> VariableStore {
    let store = CPUDevice(threads: 1).makeVariables()
    for (name, shape) in shapes { store[name] = RepeatableNumbers(name).tensor(shape, low: -0.5, high: 0.5) }
    return store
  }

  private var shapes: [(String, Shape)] {
    [("dense", [24, 7 * 7 * 32]), ("kernel", Self.kernelShape), ("down", Self.kernelShape), ("spread", [16])]
  }

  /// Moves one variable by a program of its own, as a trainer does.
  private func mover(_ name: String, _ shape: Shape, _ store: VariableStore) throws -> any Executor {
    let graph = Graph()
    let variable = graph.variable(name, shape: shape)
    graph.assign(variable, variable * 0.9 + 0.01)
    return try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: [:]), variables: store)
  }

  @Test(arguments: 1...2, ["dense", "kernel", "down", "spread"])
  func aChangedVariableIsSeen(threads: Int, name: String) throws {
    let store = filled()
    let shape = try #require(store.shape(of: name))
    let drawing = try Drawing(store, threads: threads)
    let mover = try mover(name, shape, store)
    var seen: [[[UInt32]]] = []
    func look() throws {
      let drawn = try drawing.drawn()
      #expect(try drawing.drawn() == drawn, "nothing has changed")
      #expect(try Drawing(store, threads: threads).drawn() == drawn, "a new executor")
      #expect(!seen.contains(drawn), "the variable has changed")
      seen.append(drawn)
    }
    try look()
    try mover.run()
    try look()
    store[name] = RepeatableNumbers("other").tensor(shape, low: -0.5, high: 0.5)
    try look()
    try mover.run(seed: 0, step: 0) { _, _ in }
    try look()
  }

  /// A program that writes a variable keeps nothing of it.
  @Test func aProgramSeesItsOwnAssignments() throws {
    let store = filled()
    let graph = Graph()
    let images = graph.input("images", shape: [2, 9, 9, 16])
    let kernel = graph.variable("kernel", shape: Self.kernelShape)
    let result = images.convolved(with: kernel, strides: (1, 1), padding: .same)
    graph.assign(kernel, kernel * 0.5)
    let executor = try CPUDevice(threads: 2).makeExecutor(Program(graph, outputs: ["result": result]), variables: store)
    try executor.setInput("images", RepeatableNumbers("images").tensor([2, 9, 9, 16], low: -1, high: 1))
    try executor.run()
    let first = try executor.output("result")
    try executor.run()
    // Halves are exact, so everything made of them is half.
    #expect(try executor.output("result").scalars == first.scalars.map { $0 / 2 })
  }

  /// A value that is always the same is written at each run all the same: someone else may have written the variable.
  @Test func anAssignmentOfAFixedValueIsMadeAtEachRun() throws {
    let store = CPUDevice(threads: 1).makeVariables()
    store["source"] = Tensor(shape: [3], scalars: [1, 2, 3])
    let graph = Graph()
    let source = graph.variable("source", shape: [3])
    let target = graph.variable("target", shape: [3])
    graph.assign(target, source * 2)
    let executor = try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: [:]), variables: store)
    for _ in 0..<2 {
      store["target"] = Tensor(shape: [3], scalars: [0, 0, 0])
      try executor.run()
      #expect(store["target"]?.scalars == [2, 4, 6])
    }
  }

  /// Kept numbers lie where no other step writes: a program with many steps behind and before them gives the same
  /// results again and again.
  @Test func keptNumbersSurviveTheRun() throws {
    let store = filled()
    let graph = Graph()
    let points = graph.input("points", shape: [3, 24])
    let dense = graph.variable("dense", shape: [24, 7 * 7 * 32])
    let spread = graph.variable("spread", shape: [16])
    var x = points.matmul(dense).tanh()
    for index in 0..<4 {
      let folded = x.reshaped(to: [3 * 98, 16]) * (spread + Float(index + 1)).rsqrt()
      x = folded.reshaped(to: [3, 7 * 7 * 32]).matmul(dense, transposingRight: true).matmul(dense).tanh()
    }
    let executor = try CPUDevice(threads: 2).makeExecutor(Program(graph, outputs: ["x": x]), variables: store)
    try executor.setInput("points", RepeatableNumbers("points").tensor([3, 24], low: -1, high: 1))
    let results = try (0..<3).map { _ in
      try executor.run()
      return try executor.output("x")
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }
}
