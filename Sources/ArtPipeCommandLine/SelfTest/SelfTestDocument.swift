import ArtSettings

/// What the self-test runs. A change of it, or of what it computes, needs the numbers of ``SelfTestReference`` anew:
/// `artpipe self-test --json` prints them.
enum SelfTestDocument {
  /// A small model of the layers that most models have.
  static let model = """
    {
      "id": "self-test", "summary": "what 'artpipe self-test' trains", "size": 32, "color": "rgb", "latentSize": 32,
      "generator": [
        {"kind": "dense", "units": 2048, "useBias": false}, {"kind": "reshape", "shape": [4, 4, 128]}, "batchNorm", "relu",
        {"kind": "conv2dTranspose", "filters": 64, "kernelSize": 4, "strides": 2, "padding": "same", "useBias": false},
        "batchNorm", "relu",
        "upSample", {"kind": "conv2d", "filters": 32, "kernelSize": 3, "padding": "same", "useBias": false},
        "batchNorm", "relu",
        "upSample", {"kind": "conv2d", "filters": 3, "kernelSize": 5, "padding": "same"}, "tanh"
      ],
      "discriminator": [
        {"kind": "conv2d", "filters": 32, "kernelSize": 5, "strides": 2, "padding": "same", "spectralNorm": true},
        {"kind": "leakyReLU", "slope": 0.2},
        {"kind": "conv2d", "filters": 64, "kernelSize": 3, "strides": 2, "padding": "same", "spectralNorm": true},
        {"kind": "leakyReLU", "slope": 0.2}, {"kind": "dropout", "rate": 0.1},
        {"kind": "conv2d", "filters": 64, "kernelSize": 3, "padding": "same", "spectralNorm": true},
        {"kind": "leakyReLU", "slope": 0.2}, "flatten", {"kind": "dense", "units": 1, "spectralNorm": true}
      ],
      "recipe": {
        "loss": "hinge", "batchSize": 16, "optimizer": {"kind": "adam", "learningRate": 0.0005, "beta1": 0.5},
        "gradientPenalty": {"kind": "r1", "weight": 1, "every": 4}, "ema": {"halfLife": 1000}
      }
    }
    """

  /// The first steps, whose numbers are nearly the same on all processors.
  static let few = 4
  /// Further steps, after which they are not, but still to the last bit on all processors of a level.
  static let more = 60

  static let frames = 24
  static let side = 128

  /// - Parameter video: The kind of video file that this computer can write.
  static func document(video: String) -> SettingValue {
    [
      "name": "self-test", "seed": 1, "report": false, "embedRecipe": false, "model": "self-test",
      "dataset": ["kind": "blossoms", "count": 256, "augment": ["flip": true, "shift": 1]],
      "stages": [
        ["kind": "train", "id": "first", "steps": SettingValue(few), "samples": 0],
        ["kind": "train", "id": "training", "from": "first", "steps": SettingValue(more), "samples": 0],
        ["kind": "sample", "from": "training", "count": 16],
        ["kind": "sheet", "id": "samples", "scale": 1, "padding": 0],
        ["kind": "interpolate", "from": "training", "keyframes": 4, "frames": SettingValue(frames)],
        ["kind": "images", "id": "frames"],
        [
          "kind": "video", "id": "video", "from": "interpolate", "format": SettingValue(video),
          "size": SettingValue(side),
        ],
      ],
    ]
  }
}
