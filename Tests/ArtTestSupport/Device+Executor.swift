public import ArtGraph

extension Device {
  /// Compiles a program that has its variables for itself.
  public func makeExecutor(_ program: Program) throws -> any Executor {
    try makeExecutor(program, variables: makeVariables())
  }
}
