import ArtNN
import ArtSettings
import ArtTensor

extension FeatureNetwork {
  /// Checks that the network can be built and gives what the definition says.
  ///
  /// - Throws: ``FeatureNetworkError``, the first thing that is wrong.
  public func validate() throws(FeatureNetworkError) {
    let shape = imageShape
    guard shape.rank == 3, [1, 3].contains(shape.channels) else {
      throw .definition("its images have shape \(shape), not height, width and 1 or 3 channels")
    }
    guard (1...max(network.layers.count, 1)).contains(featureLayers) else {
      throw .definition("its features come from layer \(featureLayers) of \(network.layers.count)")
    }
    let most = Float(DocumentLimits.number)
    guard abs(black) <= most, abs(white) <= most, black != white else {
      throw .definition("it sees black as \(Counted.text(black)) and white as \(Counted.text(white))")
    }
    let output: Shape
    do {
      output = try network.outputShape()
      _ = try featureCount()
    } catch {
      throw .definition(error.description)
    }
    if !classNames.isEmpty, output != [classNames.count] {
      throw .definition("it gives numbers of shape \(output) for \(Counted.text(classNames.count, "class", "classes"))")
    }
  }
}
