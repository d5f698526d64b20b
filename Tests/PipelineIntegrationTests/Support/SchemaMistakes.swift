/// Documents by which schemas are tried.
enum SchemaMistakes {
  /// Each has one mistake that a schema can tell.
  static let pipelines = [
    // Keys.
    #"{"stagse": ["train"], "model": "mlp-gan"}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "train", "step": 4}]}"#,
    #"{"model": "mlp-gan"}"#,
    #"{"model": {"plugin": "mlp-gan", "recipe": {"batchsize": 8}}, "stages": ["train"]}"#,
    #"{"model": {"plugin": "mlp-gan", "networks": "small"}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "species": ["rose"]}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": [{"id": "train"}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "sheet", "fps": 4}]}"#,
    // Names.
    #"{"model": "mlp", "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": ["trian"]}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "trian"}]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "stroke"}, "stages": ["train"]}"#,
    #"{"model": {"plugin": "mlp-gan", "recipe": {"loss": "hinges"}}, "stages": ["train"]}"#,
    #"{"model": {"plugin": "mlp-gan", "recipe": {"optimizer": {"kind": "adan"}}}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": ["train", "sample", {"kind": "sheet", "format": "gif87"}]}"#,
    // Types.
    #"{"seed": "7", "model": "mlp-gan", "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": "train"}"#,
    #"{"model": 4, "stages": ["train"]}"#,
    #"{"report": "no", "model": "mlp-gan", "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "train", "steps": 1.5}]}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "train", "checkpoint": {"keep": "none"}}]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "digits": 3}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "storyboard", "scenes": [true, 2]}]}"#,
    // Ranges.
    #"{"seed": -1, "model": "mlp-gan", "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "train", "steps": 0}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "sample", "count": 1000001}]}"#,
    #"{"model": {"plugin": "mlp-gan", "recipe": {"optimizer": {"beta1": 1}}}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "augment": {"crop": 0.6}}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "validation": 1}, "stages": ["train"]}"#,
  ]

  /// Forms that the shipped pipelines do not have.
  static let valid = [
    #"{"model": "mlp-gan", "dataset": "photos/of shells", "stages": ["train", "sample", "sheet"]}"#,
    #"{"model": "mlp-gan", "dataset": {"path": "photos", "limit": 5}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "mnist", "part": "test"}, "stages": ["train"]}"#,
    #"{"model": {"plugin": "mlp-gan", "recipe": {"optimizer": "sgd", "gradientPenalty": false}}, "stages": ["train"]}"#,
    #"{"model": "mlp-gan", "stages": [{"kind": "train", "evaluate": true, "checkpoint": {"keep": "all"}}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "sample", "class": [1, "two"]}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "sample", "class": 3, "move": {"roundness": -1.5}}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "storyboard", "scenes": [1, "two", {"seed": 3}]}]}"#,
    #"{"model": "mlp-gan", "stages": ["train", {"kind": "storyboard", "scenes": 8, "sound": "drum-loop"}]}"#,
    #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "make": {"noise": true, "small": {"factor": 4}}}, "stages": ["train"]}"#,
  ]

  static let models = [
    #"{"id": "a", "summary": "b", "generator": ["dens"], "discriminator": ["flatten"]}"#,
    #"{"id": "a", "summary": "b", "generator": [{"kind": "dense"}], "discriminator": ["flatten"]}"#,
    #"{"id": "a", "summary": "b", "generator": [{"kind": "dense", "units": 0}], "discriminator": ["flatten"]}"#,
    #"{"id": "a", "summary": "b", "generator": [{"kind": "dense", "units": 3, "unit": 3}], "discriminator": []}"#,
    #"{"id": "a", "generator": [], "discriminator": []}"#,
    #"{"id": "a", "summary": "b", "generator": [], "discriminator": [], "recipe": {"batchSize": 0}}"#,
  ]
}
