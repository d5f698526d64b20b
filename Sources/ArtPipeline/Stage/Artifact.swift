/// The output of a stage that has run.
public enum Artifact: Sendable {
  case model(ModelArtifact)
  /// Pictures that are made when they are asked for: of samples, or the frames of a walk.
  case pictures(PictureStream)
  /// Paths of written files.
  case files([String])
}
