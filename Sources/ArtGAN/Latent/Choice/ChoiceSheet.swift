/// The images among which a person chooses: points of a model, and where each comes from.
public struct ChoiceSheet: Hashable, Sendable {
  /// Where a point comes from; numbers are those of the sheet before, from 1.
  public enum Origin: Hashable, Sendable {
    /// Chosen before.
    case kept
    /// Bred from one or two that were kept, by their places among these, from 0.
    case child([Int])
    /// One that was kept, moved along a direction.
    case moved(Int, direction: String, amount: Double)
    /// A point that has nothing to do with those before.
    case newcomer
  }

  /// An image of the sheet.
  public struct Place: Hashable, Sendable {
    /// Latent coordinates before truncation, and class weights where the model knows classes.
    public let point: [Float]
    public let origin: Origin
    /// Where it was first seen.
    public let firstSeen: Seen
    /// The number, from 1, among the samples of the session's seed; nil for what was bred.
    public let sample: Int?

    /// A sheet and a number on it, both from 1.
    public struct Seen: Hashable, Sendable {
      public let sheet: Int
      public let number: Int
    }
  }

  /// Which sheet of its session, from 1.
  public let number: Int
  public let places: [Place]
}
