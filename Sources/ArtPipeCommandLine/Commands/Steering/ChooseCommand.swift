import ArgumentParser
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings

/// `artpipe choose`.
struct ChooseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "choose", abstract: "Finds the images that you like, sheet by sheet.",
    discussion: """
      Shows a numbered sheet. Name the images that you like; the next sheet has these, their children, moves of them \
      along --directions, and new ones. In a terminal it asks; otherwise each call shows the newest sheet, and --keep \
      goes on to the next. Every choice is kept in choices.artpoints.json at once, together with the favourites' points, \
      so that the session can be ended at any time, and the same choices lead to the same images again.
      """)

  @Argument(
    help: ArgumentHelp(
      "The model: a run folder, a .safetensors file, or the name of shipped weights (art-64).", valueName: "run"),
    completion: .trainedModel)
  var place: String?
  @Option(help: "The model, likewise.", completion: .trainedModel)
  var model: String?
  @Option(
    name: .shortAndLong, help: "The session's file, NAME.artpoints.json; the sheet is written beside it, as NAME.png.",
    completion: .pointsFile)
  var output = "choices\(PointsFile.ending)"
  @Option(
    help: "The images of the newest sheet to keep: 3,17. 0 keeps none, for others of the same parents.")
  var keep: String?
  @Flag(help: "Takes the last choice back.")
  var undo = false
  @Flag(help: "Begins anew; an earlier session keeps its choices under another name.")
  var new = false
  @OptionGroup var session: ChoiceOptions
  @Option(help: "Enlarges the images by this factor.")
  var scale: Int?
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    guard (place == nil) != (model == nil) else {
      throw ValidationError(
        place == nil ? "name a model: artpipe choose RUN, or --model NAME" : "give the model once: by RUN or by --model"
      )
    }
    if keep != nil, undo { throw ValidationError("give either --keep or --undo") }
    if new, keep != nil || undo {
      throw ValidationError("--new begins with a first sheet; look at it before you choose with --keep")
    }
    guard output.hasSuffix(PointsFile.ending) else {
      throw ValidationError("--output \(output): expected a name that ends in \(PointsFile.ending)")
    }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let table = try ChoiceTable(self, console)
      if let keep { try table.keep(keep) }
      if undo { try table.undo() }
      try table.show()
      if keep == nil, !undo { try table.talk() }
    }
  }
}
