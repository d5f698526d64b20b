import ArtSettings
import ArtEvaluation
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension TrainClassifierStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    // Where the document says nothing of the images, the smallest usual ones stand for them.
    let model = forecast.model?.imageShape
    let shape = Shape([
      form.height ?? model?[0] ?? 28, form.width ?? model?[1] ?? 28, form.channels ?? model?[2] ?? 1,
    ])
    let (network, layers) = network.network(imageShape: shape, classes: 10)
    guard let footprint = try? network.footprint() else { return demand }
    let (variables, activations) = (
      12 * footprint.parameters, 8 * Double(recipe.batchSize) * footprint.activations
    )
    let definition = FeatureNetwork(
      name: name, network: network, featureLayers: layers, classNames: (0..<10).map(String.init))
    let planned = forecast.programs.memory(
      of: .classifying(definition, recipe), [footprint], estimate: variables + activations)
    demand.memory = [
      .init("parameters and optimizer state", planned.map { Double($0.variables) } ?? variables, .stage("network")),
      .init(
        "activations and gradients of batches of \(Counted.text(recipe.batchSize))", planned?.working ?? activations,
        .stage("batchSize")),
    ]
    demand.disk = [.init("the classifier", 12 * footprint.parameters, .stage("file"))]
    return demand
  }
}
