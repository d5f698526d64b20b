public import ArtTensor

/// Why training cannot begin or cannot go on.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss, a gradient or a weight stopped being a finite number. `lastGood` is the step of the last checkpoint with
  /// sound weights, if one was taken.
  case diverged(step: Int, what: String, lastGood: Int?)
  /// The pictures do not have the shape that the model takes.
  case pictureShape(found: Shape, expected: Shape)
  case noPictures
  /// The model learns classes, and the pictures have another number of them; 0 for none, or for a model that was not told.
  case classes(found: Int, expected: Int)
  /// The checkpoint holds weights only, without the state that training goes on from.
  case notResumable
  /// The training set is not the one that the checkpoint was trained on.
  case otherPictures

  public var description: String {
    switch self {
    case .diverged(let step, let what, let lastGood):
      let kept = lastGood.map { "the checkpoint of step \($0) is sound" } ?? "no checkpoint was written before"
      return "training came apart at step \(step): \(what) is no longer a finite number; \(kept). "
        + "A lower learning rate or gradient clipping often helps"
    case .pictureShape(let found, let expected):
      return "the pictures have shape \(found), but the model takes \(expected) (height, width, channels)"
    case .classes(let found, let expected):
      return "the model learns \(expected) classes, but the pictures have \(found)"
    case .noPictures:
      return "there are no pictures to train on"
    case .notResumable:
      return "the file holds weights only: it can be sampled, or be the start of a new training, but not be resumed"
    case .otherPictures:
      return "the pictures are not the ones that the checkpoint was trained on, so its training cannot be continued "
        + "exactly; start a new training from its weights instead"
    }
  }
}
