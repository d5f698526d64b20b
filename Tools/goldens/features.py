"""Makes Tests/Goldens/features.safetensors and features.json: a PyTorch network as a feature network, images, and what
PyTorch says of them.

Usage: python features.py [FOLDER]     (needs PyTorch and NumPy)
"""
import json
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1] / "features"))
from from_torch import write  # noqa: E402

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "Tests/Goldens")
torch.manual_seed(1)
network = nn.Sequential(
    nn.BatchNorm2d(3), nn.Conv2d(3, 6, 3, stride=2, padding=1), nn.BatchNorm2d(6), nn.LeakyReLU(0.1),
    nn.Conv2d(6, 5, 4, stride=2, padding=1, bias=False), nn.ReLU(), nn.Conv2d(5, 4, (3, 1), padding=(1, 0)), nn.Tanh(),
    nn.Conv2d(4, 4, 2), nn.AvgPool2d((2, 1)), nn.Flatten(), nn.Dropout(0.5), nn.Linear(32, 7), nn.Sigmoid(),
    nn.Linear(7, 3))
for module in network:
    if isinstance(module, nn.BatchNorm2d):
        for tensor in (module.weight.data, module.running_var):
            tensor.uniform_(0.5, 2)
        for tensor in (module.bias.data, module.running_mean):
            tensor.normal_()
images = torch.randint(0, 256, (5, 3, 20, 20), dtype=torch.uint8)
write(FOLDER / "features.safetensors", network, (20, 20, 3), "golden", classes=["a", "b", "c"], black=-1.0)
with torch.no_grad():
    seen = images.float() / 255 * 2 - 1
    features = network[:-1](seen)
    probabilities = network(seen).softmax(1)
(FOLDER / "features.json").write_text(json.dumps({
    "images": images.permute(0, 2, 3, 1).flatten().tolist(), "features": features.flatten().tolist(),
    "probabilities": probabilities.flatten().tolist()}) + "\n")
