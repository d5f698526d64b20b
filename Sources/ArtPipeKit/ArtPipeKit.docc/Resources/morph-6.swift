import ArtPipeKit
import DigitsFast

let device = CPUDevice()
var model = try DigitsFast().definition(["recipe": ["batchSize": 32]])
model.recipe.budget = .steps(400)
let digits = try StrokesSource(count: 5000).load(for: model, seed: 1, on: device)

let trainer = try Trainer(model, on: digits, seed: 1, device: device)
try trainer.train(TrainingCallbacks { print("step \($0.step): generator \($0.generatorLoss)") })
let checkpoint = try trainer.checkpoint()
try checkpoint.write(toFile: "digits.safetensors")

let sampler = try Sampler(checkpoint, device: device)
let points = checkpoint.definition.points(seed: 1, count: 40)
try Sheet(columns: 10, scale: 2).render(sampler.images(points)).write(toFile: "digits.png")
