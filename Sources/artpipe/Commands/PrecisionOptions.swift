public import ArgumentParser
public import ArtGraph

/// Which algorithms to work with.
struct PrecisionOptions: ParsableArguments {
  @Option(help: "fast, as usual, or exact: convolutions only by algorithms that add up the plain products; slower.")
  var precision: Precision?
}

extension Precision: ExpressibleByArgument {
  /// A remark for a list: `exact, `; nothing where all is as usual.
  var remark: String { self == .fast ? "" : "\(rawValue), " }
}
