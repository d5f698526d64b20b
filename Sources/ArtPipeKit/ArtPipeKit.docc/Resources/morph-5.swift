import ArtPipeKit
import DigitsFast

let device = CPUDevice()
var model = try DigitsFast().definition(["recipe": ["batchSize": 32]])
model.recipe.budget = .steps(400)
let digits = try StrokesSource(count: 5000).load(for: model, seed: 1, on: device)

let trainer = try Trainer(model, on: digits, seed: 1, device: device)
try trainer.train(TrainingCallbacks { print("step \($0.step): generator \($0.generatorLoss)") })
