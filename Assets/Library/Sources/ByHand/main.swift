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

let walk = try ModelWalk(checkpoint.definition, keyframes: points.prefix(5), isClosed: true, frames: 125)
let video = try VideoEncoder(
  toFile: "morph.mp4", frameWidth: 28, frameHeight: 28, settings: VideoSettings(size: .scaled(by: 8)))
try sampler.forEach(walk) { _, image in try video.write(image) }
try video.finish()
