import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtSettings

/// `artpipe run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline document.",
    discussion: """
      Stages whose settings and inputs have not changed since the last run are not run again. Ctrl-C stops after the \
      current step and writes a checkpoint; the same command resumes from it, and its files are the same as those of an \
      uninterrupted run.
      """)

  @OptionGroup var document: DocumentOptions
  @Option(name: .shortAndLong, help: "The run folder; runs/NAME by default.", completion: .directory)
  var output: String?
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var recipe: RecipeOptions
  @Flag(help: "Checks the document and shows what each stage would do, but runs nothing.")
  var dryRun = false
  @Flag(help: "Runs every stage from the start, even if nothing has changed.")
  var force = false
  @OptionGroup var report: ReportOption

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = progress.makeConsole()
    try reporting(console) {
      let plan = try document.plan(overrides: overrides + recipe.overrides, console: console)
      let folder = RunFolder(output ?? "runs/\(plan.document.name)")
      if document.untrusted, output == nil {
        for place in ["runs", folder.path] where FileInfo(ofLink: place)?.kind == .link {
          throw PipelineError(
            .cannotWrite,
            "\(place) is a link, which a document that is not trusted does not write through; give --output")
        }
      }
      let run = PlannedRun(
        plan: plan, folder: folder, device: threads.makeDevice(), force: force, hasReport: report.isWanted)
      if dryRun { try run.show(on: console) } else { try run.run(on: console, progress) }
    }
  }
}
