import ArtFiles
import ArtGAN
import ArtSettings
import ArtTensor

/// What is known of a training before its first step, and what there is to warn of: a training that runs, and is likely
/// to disappoint.
struct TrainingOutlook {
  let model: ModelDefinition
  /// How many images it learns from.
  let images: Int
  /// How long it is; nil where only the clock will tell.
  let steps: Int?
  /// Whether the data set makes more images out of these.
  let isAugmented: Bool
  /// Whether it starts from the weights of another training.
  let hasWeights: Bool

  /// A reason to warn: the setting to change, and when and with which words.
  struct Rule: Sendable {
    let setting: StageDemand.Setting
    let words: @Sendable (TrainingOutlook) -> String?
  }

  /// All reasons that there are; another one is another element.
  static let rules = [batchSize, fewImages, shortTraining, boundlessOutput]

  /// Those of models that translate images: they see windows of images, and what they make can be told early.
  static let rulesOfTranslations = [boundlessOutput]

  /// What applies to this training.
  var warnings: [(setting: StageDemand.Setting, message: String)] {
    (model.translation == nil ? Self.rules : Self.rulesOfTranslations).compactMap { rule in
      rule.words(self).map { (rule.setting, $0) }
    }
  }

  private static let batchSize = Rule(setting: .document(["model", "recipe", "batchSize"])) { outlook in
    let (size, count) = (outlook.model.recipe.batchSize, outlook.images)
    guard let better = TrainingRecipe.betterBatch(than: size, ofImages: count) else { return nil }
    let share = size > count ? "more than there are" : "more than half of them"
    return "batches of \(Counted.text(size)) from \(Counted.text(count, "image")) are \(share): the discriminator sees "
      + "nearly the same in each step and soon knows every image by heart; set \"recipe\": {\"batchSize\": \(better)} "
      + "in the model"
  }

  /// QUALITY.md has 1,296 images as the fewest that a model of ours learned from its start.
  private static let fewImages = Rule(setting: .document(["model", "recipe", "diffAugment"])) { outlook in
    guard outlook.images < 1000, !outlook.hasWeights, !outlook.isAugmented, outlook.model.recipe.augmentation == nil
    else { return nil }
    return "\(Counted.text(outlook.images, "image")) are few, and nothing makes more of them: the discriminator soon "
      + "knows each by heart, and samples stop getting better; set \"recipe\": {\"diffAugment\": true} in the model, "
      + "or mirror images where that suits them with \"augment\": {\"flip\": true} in the data set"
      + outlook.startingAdvice
  }

  /// No recipe that QUALITY.md measured shows images that can be told before its first thousand steps.
  private static let shortTraining = Rule(setting: .stage("steps")) { outlook in
    guard let steps = outlook.steps, !outlook.hasWeights else { return nil }
    let fewest = 1000
    if steps < fewest {
      return "\(Counted.text(steps, "step")) are few for a training from random weights: no recipe here shows images "
        + "that can be recognized before \(Counted.text(fewest)) (QUALITY.md); train for longer"
        + outlook.startingAdvice
    }
    let seen = Double(steps) * Double(outlook.model.recipe.imagesPerStep)
    guard seen < Double(outlook.images) else { return nil }
    return "\(Counted.text(steps, "step")) see \(Counted.text(Int(seen))) of \(Counted.text(outlook.images, "image")), "
      + "the others never: train for an epoch at least, or give the data set a 'limit'"
  }

  private static let boundlessOutput = Rule(setting: .document(["model"])) { $0.model.outputCaution }

  /// How to start from weights that come with artpipe, as the end of a sentence; nothing where none fit.
  private var startingAdvice: String {
    func load(_ name: String) -> String {
      "put {\"kind\": \"load\", \"file\": \"\(name)\"} before 'train' (docs/few-images.md)"
    }
    if fitsShippedWeights(model.id) { return ", or start from the shipped weights: \(load(model.id))" }
    let other = "art-64"
    guard model.id != other, model.imageShape.channels == 3, ShippedFiles.path(named: other, .weights) != nil else {
      return ""
    }
    return ", or take the model '\(other)' and start from its shipped weights: \(load(other))"
  }

  private func fitsShippedWeights(_ name: String) -> Bool {
    guard let file = ShippedFiles.path(named: name, .weights),
      let shipped = try? Checkpoint.definition(inFile: .typed(file))
    else { return false }
    return shipped.generator == model.generator && shipped.discriminator == model.discriminator
  }
}
