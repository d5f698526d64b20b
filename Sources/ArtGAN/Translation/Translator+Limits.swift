import ArtGraph
import ArtNN
import ArtTensor

extension Translator {
  /// What is done whole, and how much at a time.
  struct Limits {
    /// The most numbers of a layer's result, with which an image is translated by one program: 128 MiB.
    var wholeNumbers = 1 << 25
    var bandPixels = RowwiseImageProgram.standardBandPixels
    var planeMemory = ImagePlane.standardMemory
  }
}

extension Translator.Limits {
  /// The network as a program on images of its input's size.
  func program(
    _ network: Network, variables: VariableStore, device: any Device, scratch: any ScratchMemory
  ) throws -> any ImageProgram {
    guard let pieces = try pieces(of: network) else {
      return try WholeImageProgram(network, variables: variables, device: device, scratch: scratch)
    }
    return try RowwiseImageProgram(
      pieces, input: network.inputShape, variables: variables, device: device, scratch: scratch,
      bandPixels: bandPixels, planeMemory: planeMemory)
  }

  /// The network in pieces, where an image of its input's size is to be translated some rows at a time.
  func pieces(of network: Network) throws -> RowwiseNetwork? {
    try network.footprint().largest > Double(wholeNumbers) ? network.rowwise() : nil
  }
}
