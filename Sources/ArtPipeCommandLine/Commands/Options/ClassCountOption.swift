import ArgumentParser

/// The number of classes that a model is shown with.
struct ClassCountOption: ParsableArguments {
  @Option(
    name: .customLong("classes"),
    help: "Shows the model conditioned on this number of classes; unconditional by default.")
  var count: Int?

  func validate() throws {
    if let count, !(2...10_000).contains(count) {
      throw ValidationError("--classes: expected a whole number from 2 to 10,000, found \(count)")
    }
  }
}
