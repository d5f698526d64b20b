import ArgumentParser
import ArtFiles
import ArtGraph
import ArtInspection
import ArtPipeline
import ArtSettings

/// `artpipe train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains on a folder of images, and makes a sheet and a video.",
    discussion: """
      Does what 'artpipe init' and 'artpipe run' do, in one line: looks at the images, chooses, trains, draws a sheet of \
      samples and a morph video into runs/NAME. The document that it runs is runs/NAME/NAME.yaml, to be changed and run \
      again with 'artpipe run'.

      The same command goes on with a run that was stopped. After a finished run it makes a new folder, NAME-2; no earlier \
      run is ever changed.
      """)

  private static let usualMinutes = 10.0

  @Argument(help: "The folder of images; subfolders are classes. Or IDX files, as MNIST has them.", completion: .file())
  var folder: String
  @Option(name: .shortAndLong, help: "The run folder; runs/NAME by default.", completion: .directory)
  var output: String?
  @Option(help: "Seeds all random numbers.")
  var seed: UInt64 = 1
  @OptionGroup var options: FolderOptions
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var report: ReportOption
  @Flag(help: "Checks everything and shows what each stage would do, but runs and writes nothing.")
  var dryRun = false

  func run() throws {
    let console = progress.makeConsole()
    try reporting(console) {
      let images = try NamedImages(folder, options.models.makeToolbox())
      let minutes = options.minutes ?? Self.usualMinutes
      let folders = try FolderRuns(
        images: images, base: output ?? "runs/\(StarterDocument.name(for: folder))", minutes: minutes, seed: seed)
      let device = options.threads.makeDevice()
      switch try folders.next(on: device) {
      case .goesOn(let plan, let place):
        let run = PlannedRun(plan: plan, folder: place.folder, device: device, hasReport: report.isWanted)
        if dryRun { return try run.show(on: console) }
        console.message("goes on with the run in \(place.folder.path)")
        try run.run(on: console, progress)
      case .begins(let place, let mistakes):
        for mistake in mistakes { console.warning(mistake) }
        try images.checkWriting(into: place.folder.path)
        let inspection = try images.inspection(pool: device.pool)
        let advice = try images.advice(inspection, minutes: minutes)
        let document = images.document(inspection, advice, name: place.name, file: place.document, seed: seed)
        let plan = try Planner(images.toolbox).plan(SettingValue.parse(document.text, file: place.document))
        let run = PlannedRun(plan: plan, folder: place.folder, device: device, hasReport: report.isWanted)
        for line in InspectionText.advice(advice) { console.message(line) }
        if dryRun { return try run.show(on: console) }
        try run.run(on: console, progress) {
          try Runner(plan, in: place.folder, device: device).checkFolder()
          try place.folder.create()
          try place.folder.file(place.documentName).write(Array(document.text.utf8))
          console.message("\(place.document) has all settings, to be changed")
        }
      }
    }
  }
}
