import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// What a program promises about variables and outputs: everything in a step reads the values from before it.
@Suite struct ProgramTests {
  /// Assignments that are wrong when one is carried out before another's reading.
  struct Update: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var trace: @Sendable (Graph, _ a: Value, _ b: Value, _ c: Value) -> [String: Value]

    init(_ name: String, _ trace: @escaping @Sendable (Graph, Value, Value, Value) -> [String: Value]) {
      testDescription = name
      self.trace = trace
    }
  }

  /// `a`, `b` and `c` are variables of shape [4, 4].
  static let updates: [Update] = [
    Update("swap") { graph, a, b, _ in
      graph.assign(a, b)
      graph.assign(b, a)
      return [:]
    },
    Update("rotation") { graph, a, b, c in
      graph.assign(a, b)
      graph.assign(b, c)
      graph.assign(c, a)
      return [:]
    },
    Update("swap with arithmetic") { graph, a, b, _ in
      graph.assign(a, a + b)
      graph.assign(b, a - b)
      return [:]
    },
    Update("each reads all") { graph, a, b, c in
      graph.assign(a, (a + b) * c)
      graph.assign(b, (a - b).tanh() + c)
      graph.assign(c, (a * b).sum(axes: [0], keepingDimensions: true) + c)
      return ["loss": (a * b * c).sum()]
    },
    Update("old value is an output") { graph, a, b, _ in
      graph.assign(a, a * 2 + b)
      return ["a": a, "twice": a + a]
    },
    Update("old value under another shape is an output") { graph, a, _, _ in
      graph.assign(a, a - 1)
      return ["a": a.reshaped(to: [16])]
    },
    Update("new value is an output") { graph, a, b, _ in
      let new = a * 0.5 + b
      graph.assign(a, new)
      return ["new": new, "more": new * 2]
    },
    Update("two variables get one value") { graph, a, b, c in
      let new = (a + c).tanh()
      graph.assign(a, new)
      graph.assign(b, new)
      return [:]
    },
    Update("transposed in place") { graph, a, _, _ in
      graph.assign(a, a.transposed([1, 0]))
      return [:]
    },
    Update("square of a matrix") { graph, a, _, _ in
      graph.assign(a, a.matmul(a))
      return [:]
    },
    Update("rows in another order") { graph, a, _, _ in
      graph.assign(
        a,
        Value.concatenated(
          [a.sliced(starts: [2, 0], sizes: [2, 4]), a.sliced(starts: [0, 0], sizes: [2, 4])], axis: 0))
      return [:]
    },
    Update("normalised by itself") { graph, a, _, _ in
      graph.assign(a, a / (a.square().sum().sqrt() + 0.1))
      return [:]
    },
    Update("broadcast of its own mean") { graph, a, _, _ in
      graph.assign(a, a - a.mean(axes: [1], keepingDimensions: true))
      return [:]
    },
    Update("a row stretched over all") { graph, a, _, _ in
      graph.assign(a, a.sliced(starts: [1, 0], sizes: [1, 4]).broadcast(to: [4, 4]))
      return [:]
    },
    Update("a constant") { graph, a, b, _ in
      graph.assign(a, graph.constant(Tensor.ones([4, 4])))
      return ["b": a + b]
    },
    Update("an input") { graph, a, b, _ in
      graph.assign(a, graph.input("x", shape: [4, 4]))
      return ["b": a + b]
    },
    Update("random numbers") { graph, a, _, _ in
      graph.assign(a, a + graph.randomNormal(shape: [4, 4], stream: 9))
      return ["old": a * 2]
    },
    Update("itself") { graph, a, b, _ in
      graph.assign(a, a)
      graph.assign(b, a)
      return [:]
    },
    Update("reshaped from another that changes") { graph, a, b, _ in
      graph.assign(a, b.reshaped(to: [16]).reshaped(to: [2, 8]).reshaped(to: [4, 4]))
      graph.assign(b, b + a)
      return [:]
    },
    Update("a chain of averages") { graph, a, b, c in
      let gradient = a * b
      let average = c.square() * 0.9 + gradient.square() * 0.1
      graph.assign(c, average)
      graph.assign(a, a - gradient / (average.sqrt() + 1e-3))
      return ["loss": gradient.sum()]
    },
  ]

  @Test(arguments: updates)
  func everythingReadsTheValuesFromBeforeTheStep(_ update: Update) throws {
    let graph = Graph()
    let shape: Shape = [4, 4]
    let values = ["a", "b", "c"].map { graph.variable($0, shape: shape) }
    let outputs = update.trace(graph, values[0], values[1], values[2])
    let names = ["a", "b", "c", "x"]
    let tensors = Dictionary(
      uniqueKeysWithValues: names.map { ($0, RepeatableNumbers($0).tensor(shape, low: -1, high: 1)) })
    let parity = try Parity(
      graph, outputs: outputs, inputs: tensors.filter { $0.key == "x" },
      variables: tensors.filter { $0.key != "x" }, seed: 5, steps: 3)
    #expect(parity.errors(above: 1e-5) == [:])
    #expect(parity.sameBits)
  }

  @Test func anythingCanBeAnOutput() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [2, 3])
    let w = graph.variable("w", shape: [3])
    let middle = (x * w).tanh()
    let end = middle.square().sum()
    let outputs = [
      "input": x, "variable": w, "constant": graph.constant(Tensor(shape: [2], scalars: [3, 4])),
      "number": graph.constant(7), "middle": middle, "the same": middle, "end": end,
      "view": middle.reshaped(to: [6]), "view of input": x.reshaped(to: [3, 2]),
      "stretched": w.broadcast(to: [4, 3]), "stopped": middle.stoppingGradient(),
      "noise": graph.randomUniform(shape: [5], stream: 0),
      "gradient": graph.gradients(of: end, withRespectTo: [w])[0],
    ]
    let inputs = ["x": RepeatableNumbers("x").tensor([2, 3], low: -1, high: 1)]
    let variables = ["w": RepeatableNumbers("w").tensor([3], low: -1, high: 1)]
    let parity = try Parity(graph, outputs: outputs, inputs: inputs, variables: variables, seed: 3)
    #expect(parity.errors(above: 1e-6) == [:])
    #expect(parity.sameBits)
  }

  /// A value that is fused away when nobody looks is the same when somebody does.
  @Test func lookingAtIntermediateValuesChangesNothing() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [50, 40])
    let first = (x * 1.5 + 0.25).tanh()
    let second = first.square() - x
    let third = second.leakyReLU(slope: 0.1) * first
    let inputs = ["x": RepeatableNumbers("x").tensor([50, 40], low: -2, high: 2)]
    let blind = try FastRun(Program(graph, outputs: ["third": third]), inputs: inputs)
    let seeing = try FastRun(
      Program(graph, outputs: ["first": first, "second": second, "third": third]), inputs: inputs)
    #expect(blind.outputs["third"] == seeing.outputs["third"])
  }

  @Test func theSameRunGivesTheSameBitsAgain() throws {
    let training = try SmallTraining(threads: 2)
    let again = try SmallTraining(threads: 2)
    for step in 0..<4 {
      try training.run(step)
      try again.run(step)
    }
    #expect(training.loss == again.loss)
    let loss = try #require(training.loss?.scalars.first)
    #expect(loss.isFinite && loss > 0)
  }

  /// Steps one by one, over programs that share a store, are the steps of one long run.
  @Test func programsShareTheirVariables() throws {
    let store = CPUDevice(threads: 1).makeVariables()
    store["w"] = Tensor(shape: [2], scalars: [1, 2])
    func executor(_ factor: Float) throws -> any Executor {
      let graph = Graph()
      let w = graph.variable("w", shape: [2])
      graph.assign(w, w * factor)
      return try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: ["w": w + 0]), variables: store)
    }
    let (doubling, tripling) = (try executor(2), try executor(3))
    try doubling.run()
    try tripling.run()
    try doubling.run()
    #expect(store["w"]?.scalars == [12, 24])
    #expect(try doubling.output("w").scalars == [6, 12])
    store["w"] = Tensor(shape: [2], scalars: [5, 5])
    try tripling.run()
    #expect(store["w"]?.scalars == [15, 15])
  }

  @Test func whatNobodyNeedsIsNotComputed() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [2])
    _ = graph.input("unused", shape: [3]).exp()
    let program = try Program(graph, outputs: ["y": x + 1])
    #expect(program.inputs == ["x": [2]])
    #expect(program.variables == [:])
  }

  @Test func inputsKeepTheirNumbersUntilFilledAgain() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [3])
    let executor = try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: ["y": x * 2]))
    try executor.withInput("x") { for index in $0.indices { $0[index] = Float(index) } }
    try executor.run()
    try executor.run()
    #expect(try executor.withOutput("y") { Array($0) } == [0, 2, 4])
    try executor.setInput("x", Tensor(shape: [3], scalars: [1, 1, 1]))
    try executor.run()
    #expect(try executor.output("y") == Tensor(shape: [3], scalars: [2, 2, 2]))
  }
}
