import ArtGAN
import ArtSettings

/// Steps along named directions of a file that a document asks for: `"move": {"roundness": 1.5}`.
struct Moves: Sendable {
  /// The directions' file, as the document means it.
  let path: String
  let moves: [LatentMove]

  /// Reads the settings `move` and `directions`, and the file; nil where nothing is to be moved, or where something is
  /// wrong with it.
  init?(_ reader: SettingsReader) {
    let written = reader.value(
      SettingDescription(
        "move", .object, element: .number, limits: Limits(-Self.most...Self.most),
        help:
          "How far points are moved along named directions: {\"roundness\": 1.5}; names are those of 'directions'."))
    let path = reader.optionalPath(
      "directions", "The file of these directions, NAME\(PointsFile.ending); the stage 'directions' writes one.")
    guard let written else {
      if path != nil, !reader.isDescribing {
        reader.problem(at: "directions", .conflict, "say how far along them: \"move\": {\"NAME\": 1.5}")
      }
      return nil
    }
    guard let members = written.members, !members.isEmpty else {
      reader.problem(
        at: "move", .wrongType,
        "expected an object of names and numbers such as {\"roundness\": 1.5}, found "
          + written.summary)
      return nil
    }
    guard let path else {
      if !reader.has("directions") {
        reader.problem(
          at: "move", .missing, "name the file of these directions: \"directions\": \"NAME\(PointsFile.ending)\"")
      }
      return nil
    }
    guard let file = reader.pointsFile(path, at: "directions") else { return nil }
    self.init(members, file, path, reader)
  }

  private init?(_ members: [SettingValue.Member], _ file: PointsFile, _ path: String, _ reader: SettingsReader) {
    let known = file.directions.map(\.name)
    var moves: [LatentMove] = []
    for member in members {
      guard let direction = file.direction(named: member.key) else {
        let others = known.isEmpty ? "it has no directions" : "it has \(LatentChoice.list(known))"
        reader.problem(
          at: "move", .unknownName, "\(path) has no direction '\(member.key)'; \(others)",
          suggestion: closest(to: member.key, in: known))
        return nil
      }
      guard let amount = member.value.number?.double, abs(amount) <= Self.most else {
        reader.problem(
          at: "move", .wrongType,
          "expected a number from −\(Counted.text(Self.most)) to \(Counted.text(Self.most)) for '\(member.key)', found "
            + member.value.summary)
        return nil
      }
      moves.append(LatentMove(direction, by: amount))
    }
    self.path = path
    self.moves = moves
  }

  /// The farthest move: beyond that nothing is left of a point.
  private static let most = 1000.0

  /// Why a model cannot be moved so; nil where it can.
  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    moves.lazy.compactMap { model.problem(with: $0.direction) }.first.map { ("directions", "\(path): \($0)") }
  }

  /// What moved points follow from. Names do not change images.
  var fingerprint: SettingValue {
    let bare = moves.map { LatentDirection(name: "", vector: $0.direction.vector) }
    return [
      "directions": SettingValue(PointsFile(directions: bare).text),
      "amounts": SettingValue(moves.map { SettingValue($0.amount) }),
    ]
  }
}
