import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe self-test`.
struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-test", abstract: "Trains, samples and encodes a little, and compares with known results.",
    discussion: """
      Everything is made in a folder for temporary files, which is gone afterwards. On processors whose results are known, \
      checkpoint, samples and frames have the same bytes; on others the first steps have nearly the same numbers. A video is \
      decoded again, since its bytes depend on the version of FFmpeg. The exit code is 1 where something differs.
      """)

  @Flag(help: "Prints JSON, with all numbers and hashes.")
  var json = false
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let verdict = SelfTestVerdict(try outcome(console))
      if json {
        console.result(verdict.json.prettyJSON.trimmingLineEnd)
      } else {
        for line in verdict.text { console.result(line) }
      }
      if !verdict.isGood { throw ExitCode(ExitStatus.different.rawValue) }
    }
  }

  /// Ctrl-C is heard as long as there is a folder to remove.
  private func outcome(_ console: Console) throws -> SelfTest.Outcome {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stop, console: console)
    defer { withExtendedLifetime(interrupts) {} }
    return try SelfTest(
      device: threads.makeDevice(), stop: stop, observer: RunReporter(console, showsImages: false).observer
    ).run()
  }
}
