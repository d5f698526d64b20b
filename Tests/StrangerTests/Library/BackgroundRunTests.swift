import ArtPipeKit
import ArtTestSupport
import Foundation
import MLPGAN
import Synchronization
import Testing

/// A run beside Swift's tasks.
struct BackgroundRunTests {
  private static func runner(
    steps: Int, in folder: TemporaryFolder, observer: @escaping PipelineObserver = { _ in }
  ) throws -> Runner {
    let document: SettingValue = [
      "name": "small", "model": ["plugin": "mlp-gan", "recipe": ["batchSize": 4]],
      "dataset": ["kind": "strokes", "count": 16], "report": false,
      "stages": [["kind": "train", "steps": SettingValue(steps), "samples": 0], "sample", "sheet"],
    ]
    let plan = try Planner(Toolbox(models: ModelRegistry([MLPGAN()]))).plan(document)
    return Runner(plan, in: RunFolder(folder.path), device: CPUDevice(threads: 2), observer: observer)
  }

  @Test func givesItsFiles() async throws {
    let folder = try TemporaryFolder()
    let isOnMain = Mutex(false)
    let files = try await Self.runner(steps: 3, in: folder) { _ in
      if Thread.isMainThread { isOnMain.withLock { $0 = true } }
    }.runInBackground()
    #expect(files.last == folder.path(of: "sheet.png"))
    let wasOnMain = isOnMain.withLock { $0 }
    #expect(!wasOnMain)
    #expect(try folder.data("sheet.png").count > 100)
  }

  @Test func throwsWhatARunThrows() async throws {
    let file = try TemporaryFolder()
    let inTheWay = file.path(of: "taken")
    try Data().write(to: URL(filePath: inTheWay))
    let plan = try Planner(Toolbox(models: ModelRegistry([MLPGAN()]))).plan(
      json: #"{"model": "mlp-gan", "stages": ["train"]}"#)
    let runner = Runner(plan, in: RunFolder(inTheWay), device: CPUDevice(threads: 1))
    let error = await #expect(throws: PipelineError.self) { try await runner.runInBackground() }
    #expect(error?.code == .cannotWrite)
    #expect(error?.localizedDescription == error?.description)
  }

  @Test func stopsWhereItsTaskIsCancelledAndGoesOnLater() async throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try await Self.runner(steps: 12, in: whole).runInBackground()
    let (steps, continuation) = AsyncStream.makeStream(of: Int.self)
    let runner = try Self.runner(steps: 12, in: parts) { event in
      guard case .progress(let progress) = event, progress.unit == "step" else { return }
      continuation.yield(progress.done)
      // Leaves the task the time to be cancelled before the training ends.
      usleep(100_000)
    }
    let task = Task { try await runner.runInBackground() }
    for await step in steps where step >= 3 {
      task.cancel()
      break
    }
    let error = await #expect(throws: PipelineError.self) { try await task.value }
    #expect(error?.code == .interrupted)
    #expect(try parts.files()["sheet.png"] == nil)
    _ = try await Self.runner(steps: 12, in: parts).runInBackground()
    #expect(try parts.data("train/checkpoint.safetensors") == whole.data("train/checkpoint.safetensors"))
    #expect(try parts.data("sheet.png") == whole.data("sheet.png"))
  }
}
