import ArtPipeKit
import DigitsFast

let document = """
  {
    "model": {"plugin": "digits-fast", "recipe": {"batchSize": 32}},
    "dataset": {"kind": "strokes", "count": 5000},
    "stages": [
      {"kind": "train", "steps": 400},
      {"kind": "sample", "count": 40}, {"kind": "sheet", "file": "digits.png", "columns": 10, "scale": 2},
      {"kind": "interpolate", "from": "train", "keyframes": 5, "loop": true, "seconds": 5},
      {"kind": "video", "file": "morph.mp4", "size": 224}
    ]
  }
  """
let plan = try Planner(Toolbox(models: ModelRegistry([DigitsFast()]))).plan(json: document)
let runner = Runner(plan, in: RunFolder("digits"), device: CPUDevice()) { event in
  if case .progress(let now) = event { print("\(now.stage): \(now.done) of \(now.total)") }
}
for file in try await runner.runInBackground() { print(file) }
