/// The version of artpipe that made something; part of manifests, recipes and cache keys.
public enum ArtPipeVersion {
  public static let current = "0.1.0"
}
