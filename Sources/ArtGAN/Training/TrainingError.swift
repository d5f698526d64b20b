import ArtSettings
public import ArtTensor

/// Why training cannot begin or cannot go on.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss, a gradient or a weight became NaN or infinity. `lastGood` is the step of the last checkpoint, if one was
  /// taken.
  case diverged(step: Int, what: String, lastGood: Int?)
  /// The images do not have the shape that the model takes.
  case imageShape(found: Shape, expected: Shape)
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
    case .classes(let found, let expected):
      return
        "the model learns \(Counted.text(expected, "class", "classes")), but the images have \(Counted.text(found))"
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
