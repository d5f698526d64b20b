import ArtPipeKit
import DigitsFast

let device = CPUDevice()
var model = try DigitsFast().definition(["recipe": ["batchSize": 32]])
model.recipe.budget = .steps(400)
