import Foundation
import Testing

/// Videos that are cut to a track, made by the program.
struct SoundPipelineTests {
  private func streams(_ video: String) throws -> [String] {
    let run = try Program.find(
      "ffprobe",
      ["-v", "error", "-show_entries", "stream=codec_type,nb_frames", "-of", "csv=p=0", "file:" + video])
    try #require(run.status == 0, "ffprobe: \(run.errors)")
    return run.outputLines
  }

  @Test func thePipelineThatShipsHasSound() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "run", "music", "--set", "stages.interpolate.frames=36", "--set", "stages.music.size=64", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("drum-loop.ogg: 16 seconds, "))
    #expect(run.errors.contains(" onsets, 120 beats a minute"))
    let streams = try streams(scratch.path(of: "runs/music/music.mp4"))
    #expect(streams.first == "video,36" && streams.last?.hasPrefix("audio,") == true)
  }

  @Test func morphTakesASound() throws {
    let scratch = try Scratch()
    let arguments = [
      "morph", "--model", "digits-fast", "--sound", "drum-loop", "--frames", "24", "--size", "56", "--output", "a.mp4",
    ]
    let run = try Program.artpipe(arguments, in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(try streams(scratch.path(of: "a.mp4")).count == 2)
    let first = try scratch.data("a.mp4")
    _ = try Program.artpipe(arguments + ["--threads", "1"], in: scratch.path)
    #expect(try scratch.data("a.mp4") == first)
    // A recipe, which may be a stranger's, may read what comes with artpipe.
    let again = try Program.artpipe("rerun", "a.mp4", in: scratch.path)
    #expect(again.errors.contains("identical: "), "\(again.errors)")
    let wrong = try Program.artpipe(
      "morph", "--model", "digits-fast", "--sound", "drumloop", "--output", "b.mp4", in: scratch.path)
    #expect(wrong.status != 0)
    #expect(wrong.errors.contains("no track 'drumloop' comes with artpipe; did you mean 'drum-loop'?"))
  }
}
