import ArtEvaluation
import ArtGAN
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
    guard let footprint = try? network.network(imageShape: shape, classes: 10).network.footprint() else {
      return demand
    }
    demand.memory = [
      .init("parameters, gradients and what the optimizer remembers", 16 * footprint.parameters, .stage("network")),
      .init(
        "activations of batches of \(recipe.batchSize)", 8 * Double(recipe.batchSize) * footprint.activations,
        .stage("batchSize")),
    ]
    demand.disk = [.init("the classifier", 12 * footprint.parameters, .stage("file"))]
    return demand
  }
}
