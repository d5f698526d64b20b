import ArgumentParser
import ArtSettings

/// Steps along named directions.
struct MoveOptions: ParsableArguments {
  @Option(
    name: .customLong("move"), parsing: .singleValue,
    help: ArgumentHelp("Moves along a direction of --directions; can be repeated.", valueName: "name=amount"))
  var moves: [String] = []
  @Option(help: "A file of directions, NAME.artpoints.json; 'artpipe directions' writes one.", completion: .pointsFile)
  var directions: String?

  /// Puts them into the settings of a stage.
  func set(in stage: inout SettingValue) throws {
    stage.set("directions", file: directions)
    guard !moves.isEmpty else { return }
    var members: [SettingValue.Member] = []
    for text in moves {
      // Names may have signs in them, numbers have none.
      guard let sign = text.lastIndex(of: "="), let amount = Double(text[text.index(after: sign)...]), amount.isFinite
      else { throw ValidationError("--move \(text): expected a name and a number such as roundness=1.5") }
      let place = SourceLocation(option: "--move \(text)")
      members.append(.init(String(text[..<sign]), at: place, SettingValue(amount).placed(at: place)))
    }
    stage["move"] = SettingValue(.object(members), at: SourceLocation(option: "--move \(moves[0])"))
  }
}
