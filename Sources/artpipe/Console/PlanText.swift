import ArtFiles
import ArtTensor
import ArtGAN
import ArtData
import ArtPipeline

/// A plan in words.
enum PlanText {
  static func lines(_ plan: Plan, folder: RunFolder) -> [String] {
    let document = plan.document
    var lines = ["\(document.name): seed \(document.seed), \(document.convolutionAlgorithms.remark)into \(folder.path)"]
    if let model = plan.model, plan.dataset != nil {
      let sides = (0..<model.imageShape.rank).map { String(model.imageShape[$0]) }.joined(separator: "×")
      lines.append("model \(model.id): images of \(sides), batches of \(model.recipe.batchSize)")
    }
    if let dataset = plan.dataset { lines.append("dataset \(dataset.kind)") }
    for (number, stage) in plan.stages.enumerated() {
      var line = "\(number + 1). \(stage.id)"
      if stage.id != stage.kind { line += " (\(stage.kind))" }
      if let input = stage.input { line += " from \(plan.stages[input].id)" }
      lines.append(line)
    }
    return lines
  }
}
