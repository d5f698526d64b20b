import ArtSettings
public import ArtTensor

/// Why training cannot begin or cannot go on.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss, a gradient or a weight became NaN or infinity. `lastGood` is the step of the last checkpoint, if one was
  /// taken.
  case diverged(step: Int, what: String, lastGood: Int?)
  /// The images do not have the shape that the model takes.
  case imageShape(found: Shape, expected: Shape)
  /// The images to translate do not have the shape that the model takes; nil for none.
  case inputShape(found: Shape?, expected: Shape?)
  /// The model learns from pairs, and the images to translate belong to no targets.
  case notPaired
  case noImages
  /// The model learns classes, and the images have another number of them; 0 for none, or for a model that was not told.
  case classes(found: Int, expected: Int)
  /// The checkpoint holds weights only, without the state that training is resumed from.
  case notResumable
  /// The training set is not the one that the checkpoint was trained on.
  case otherImages

  public var description: String {
    switch self {
    case .diverged(let step, let what, let lastGood):
      let kept =
        lastGood.map { "the checkpoint of step \(Counted.text($0)) is good" } ?? "no checkpoint was written before"
      return "training diverged at step \(Counted.text(step)): \(what) is NaN or infinite; \(kept). "
        + "A lower learning rate or gradient clipping often helps"
    case .imageShape(let found, let expected):
      return "the images have shape \(found), but the model takes \(expected) (height, width, channels)"
    case .inputShape(let found, let expected?):
      let words = found.map { "the data set's have shape \($0)" } ?? "the data set has none: use 'pairs' or 'unpaired'"
      return "the model translates images of shape \(expected) (height, width, channels), but \(words)"
    case .inputShape(_, nil):
      return
        "the data set has images to translate, but the model makes images from noise: train a model that translates"
    case .classes(let found, let expected):
      return
        "the model learns \(Counted.text(expected, "class", "classes")), but the images have \(Counted.text(found))"
    case .notPaired:
      return
        "the model learns from pairs of inputs and targets, but the data set's inputs belong to no targets: use 'pairs', or "
        + "a model that learns without, such as 'fastcut'"
    case .noImages:
      return "there are no images to train on"
    case .notResumable:
      return "the file holds weights only: it can be sampled, or be the start of a new training, but not be resumed"
    case .otherImages:
      return "the images are not the ones that the checkpoint was trained on, so its training cannot be continued "
        + "exactly; start a new training from its weights instead"
    }
  }
}
