import ArgumentParser
import ArtFiles
import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings

/// A session of `artpipe choose`: its file, and the sheets that are made of it.
final class ChoiceTable {
  private let options: ChooseCommand
  private let console: Console
  private let target: OutputFile
  private var file: ChoiceFile

  /// Opens the session, or begins one.
  ///
  /// - Throws: Also for options of a new session where there is one already.
  init(_ options: ChooseCommand, _ console: Console) throws {
    (self.options, self.console, target) = (options, console, OutputFile(options.output))
    let prepared = try OptionDocument.prepare(
      ChooseCommand.self, [Self.load(options)], seed: 1, threads: options.threads, console: console, isQuiet: true)
    guard case .model(let model) = try prepared.run(to: target).artifact else {
      throw PipelineError(.fault, "no model was loaded")
    }
    let checkpoint = try model.checkpoint()
    let sheet = Self.sheetName(target)
    try target.folder.checkReplaceable(sheet)
    if target.folder.exists(target.name), !options.new {
      if let option = options.session.given {
        throw ValidationError(
          "\(option) belongs to the beginning of a session, and \(options.output) holds one: leave it out to go on, or "
            + "add --new")
      }
      try target.folder.checkIsOwnSheet(sheet)
      file = try ChoiceFile(opening: target.name, in: target.folder, of: checkpoint)
      return
    }
    guard options.keep == nil, !options.undo else {
      throw ValidationError(
        "\(options.output): there is no session yet; look at its first sheet before you choose: leave --keep and --undo "
          + "out")
    }
    if !target.folder.exists(target.name), target.folder.exists(sheet) {
      throw PipelineError(
        .cannotWrite,
        "\(target.folder.path(of: sheet)): this file is there already, and the sheets of a new session would take its "
          + "place; name the session otherwise with --output")
    }
    try target.folder.checkIsOwnSheet(sheet)
    var aside: String?
    (file, aside) = try ChoiceFile.begin(
      options.session.begin(with: checkpoint.definition), in: target.folder, named: target.name, of: checkpoint)
    if let aside { console.message("the earlier choices are kept in \(aside)") }
  }

  private static func load(_ options: ChooseCommand) -> SettingValue {
    guard let place = options.place else { return OptionDocument.load(options.model ?? "") }
    var load = OptionDocument.stage("load")
    load.set("file", SettingValue(place), option: place)
    return load
  }

  private static func sheetName(_ target: OutputFile) -> String {
    "\(target.name.dropLast(PointsFile.ending.count)).png"
  }

  /// Keeps images by what a person writes: `3,17,20-23`, or `3 17`.
  func keep(_ text: String) throws {
    let list = text.split { $0 == "," || $0.isWhitespace }.joined(separator: ",")
    let numbers = OptionDocument.numbers(list, option: text).array?.map { $0.number?.integer } ?? []
    let whole = numbers.compactMap(\.self)
    guard whole.count == numbers.count, !whole.isEmpty else {
      throw ValidationError("\(text): expected numbers of images such as 3,17")
    }
    try file.keep(whole == [0] ? [] : whole)
  }

  func undo() throws { try file.undo() }

  /// Writes the newest sheet, and shows it where the terminal can.
  func show() throws {
    var sheet = OptionDocument.stage("sheet")
    sheet["file"] = SettingValue(Self.sheetName(target))
    sheet["numbers"] = true
    sheet["columns"] = SettingValue(Self.columns(file.session.count))
    sheet.set("scale", options.scale)
    var choices = OptionDocument.stage("choices")
    choices["file"] = SettingValue(file.path)
    let number = file.session.sheetNumber
    choices["sheet"] = SettingValue(number)
    let stages = [Self.load(options), choices]
    try OptionDocument.prepare(
      ChooseCommand.self, stages + [sheet], more: options.recipe.document, seed: file.session.seed,
      threads: options.threads, console: console, isQuiet: true
    ).run(to: OutputFile(target.path(of: Self.sheetName(target))))
    console.keepLines()
    try preview(stages)
    console.message(try file.words())
    console.result(target.path(of: target.name))
    console.result(target.path(of: Self.sheetName(target)))
    if !console.isDialog {
      console.message("to go on: \(Program.current.name) choose … --keep NUMBERS, such as --keep 3,17")
    }
  }

  private static func columns(_ count: Int) -> Int { count % 5 == 0 ? 5 : Int(Double(count).squareRoot().rounded(.up)) }

  private func preview(_ stages: [SettingValue]) throws {
    guard let graphics = console.terminal.graphics else { return }
    let run = try OptionDocument.prepare(
      ChooseCommand.self, stages, seed: file.session.seed, threads: options.threads, console: console, isQuiet: true)
    guard case .images(let stream) = try run.run(to: target).artifact else { return }
    var images: [PixelImage] = []
    try stream.forEachFrame(by: run.execution) { _, made in images += made }
    // What cannot be drawn is in the file.
    let preview = SheetPreview(graphics: graphics, columns: Self.columns(images.count))
    guard let lines = try? preview.lines(images, width: Terminal.size.columns) else { return }
    console.draw(lines)
  }

  private static let help = """
    3,17 or 3 17   keeps these images; the next sheet has them, their children and new ones
    20-23          keeps four
    Enter          keeps none: others of the same parents
    u              takes the last choice back
    q              ends; every choice is kept in the session's file
    """

  /// Asks for favourites and shows sheet after sheet, as long as there are answers.
  func talk() throws {
    guard console.isDialog else { return }
    while let answer = console.answer(
      "keep which? (3,17; Enter for others of the same parents; u to take back; q to end; ? for help) ")
    {
      do {
        switch answer.lowercased() {
        case "q", "quit", "end", "exit": return
        case "u", "undo": try undo()
        case "": try keep("0")
        case "?", "h", "help":
          console.message(Self.help)
          continue
        default: try keep(answer)
        }
      } catch let error as ValidationError {
        console.warning(error.message)
        continue
      } catch let error as PipelineError where error.code == .data {
        console.warning(error.message)
        continue
      }
      try show()
    }
  }
}
