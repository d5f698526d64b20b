public import ArgumentParser
public import ArtGraph

/// Which algorithms compute convolutions.
struct ConvolutionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How convolutions are computed: fast (the default), or exact, by direct sums only, which is slower.",
      valueName: "algorithms"))
  var convolutionAlgorithms: ConvolutionAlgorithms?
}

extension ConvolutionAlgorithms: ExpressibleByArgument {
  /// A remark for a list: `exact convolutions, `; nothing where all is as usual.
  var remark: String { self == .fast ? "" : "\(rawValue) convolutions, " }
}
