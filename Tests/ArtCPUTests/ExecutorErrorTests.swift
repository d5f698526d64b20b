import ArtCPU
import ArtGraph
import ArtTensor
import Testing

/// What a caller can ask of an executor that it cannot do is an error, with words that say what is there.
@Suite struct ExecutorErrorTests {
  private func executor(_ store: VariableStore = CPUDevice(threads: 1).makeVariables()) throws -> any Executor {
    let graph = Graph()
    let y = graph.input("x", shape: [2, 3]) * graph.variable("w", shape: [3])
    return try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: ["y": y]), variables: store)
  }

  @Test func unknownInput() throws {
    let executor = try executor()
    let error = try #require(throws: ExecutorError.self) { try executor.setInput("z", Tensor(1)) }
    #expect(error.description == #"the program has no input 'z', only ["x"]"#)
  }

  @Test func inputOfAnotherShape() throws {
    let executor = try executor()
    let error = try #require(throws: ExecutorError.self) { try executor.setInput("x", .zeros([3, 2])) }
    #expect(error.description == "the input 'x' has shape [2, 3], not [3, 2]")
  }

  @Test func unknownOutput() throws {
    let executor = try executor()
    let error = try #require(throws: ExecutorError.self) { try executor.output("loss") }
    #expect(error.description == #"the program has no output 'loss', only ["y"]"#)
  }

  @Test func variableOfAnotherShape() throws {
    let store = CPUDevice(threads: 1).makeVariables()
    store["w"] = .zeros([4])
    let error = try #require(throws: ExecutorError.self) { try executor(store) }
    #expect(error.description == "the program needs the variable 'w' with shape [3], and it has [4]")
  }

  @Test func missingVariablesStartAtZero() throws {
    let store = CPUDevice(threads: 1).makeVariables()
    let executor = try executor(store)
    try executor.setInput("x", .ones([2, 3]))
    try executor.run()
    #expect(try executor.output("y") == .zeros([2, 3]))
    #expect(store.names == ["w"])
  }
}
