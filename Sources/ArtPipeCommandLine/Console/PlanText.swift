import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import ArtTensor

/// A plan in words.
enum PlanText {
  static func lines(_ plan: Plan, _ demand: PlanDemand, folder: RunFolder) -> [String] {
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
      lines.append(line + words(demand.stages[number]))
    }
    return lines + [needs(demand, FreeResources(for: folder.path))]
  }

  /// What each stage would do: `train: goes on from step 1,200 of 4,000`.
  static func lines(_ plan: Plan, _ prospects: [StageProspect]) -> [String] {
    zip(plan.stages, prospects).map { "\($0.id): \($1)" }
  }

  /// What a stage takes: `: 240 images, about 35 MB of memory, 1.2 MB on disk`.
  private static func words(_ demand: StageDemand) -> String {
    var parts: [String] = []
    if let minutes = demand.minutes { parts.append("\(SettingNumber(minutes).canonicalText) minutes") }
    if let images = demand.images, images < 1e15 { parts.append(Counted.text(Int(images), "image")) }
    if demand.memoryBytes > 0 { parts.append("about \(ByteCount.text(demand.memoryBytes)) of memory") }
    if demand.diskBytes > 0 { parts.append("about \(ByteCount.text(demand.diskBytes)) on disk") }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
  }

  /// The most memory at once and the sum on disk, beside what there is.
  private static func needs(_ demand: PlanDemand, _ resources: FreeResources) -> String {
    func free(_ bytes: Int?) -> String { bytes.map { " (\(ByteCount.text(Double($0))) free)" } ?? "" }
    return "needs about \(ByteCount.text(demand.memoryBytes)) of memory\(free(resources.memory)), "
      + "\(ByteCount.text(demand.diskBytes)) on disk\(free(resources.disk))"
  }
}
