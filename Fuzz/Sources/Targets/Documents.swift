import Art64
import ArtData
import ArtGAN
import ArtPipeline
import ArtSettings
import CPPNArt
import CycleGAN
import DCGANMNIST
import DigitsFast
import FastCUT
import HybridGAN
import MLPGAN
import OneImage
import Pix2Pix
import RGBArt
import WGANGP

/// Pipeline documents, read and planned; nothing is run.
extension FuzzTarget {
  static let documentJSON = FuzzTarget("document-json") { plan($0.text, file: "fuzz.json") }

  static let documentYAML = FuzzTarget("document-yaml") { plan($0.text, file: "fuzz.yaml") }

  /// Lines of `--set path=value`, applied to a document.
  static let overrides = FuzzTarget("overrides", largest: 512) { input in
    let lines = input.text.split(separator: "\n").prefix(8)
    let overrides = lines.compactMap { line in attempt { try SettingOverride(String(line)) } }
    guard let planner, let document else { return }
    attempt { _ = try planner.plan(document, overrides: overrides) }
  }

  static func plan(_ text: String, file: String) {
    guard let planner else { return }
    attempt {
      let value = try SettingValue.parse(text, file: file)
      _ = try planner.plan(value)
    }
  }

  static let planner: Planner? = attempt {
    Planner(
      Toolbox(
        models: try ModelRegistry([
          MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP(), Art64(), CPPNArt(), Pix2Pix(),
          CycleGAN(), FastCUT(), OneImage(),
        ]),
        datasets: try DatasetRegistry(DatasetRegistry.builtIn), stages: try StageRegistry(StageRegistry.builtIn)))
  }

  private static let document: SettingValue? = attempt {
    try SettingValue.parse(
      """
      {"name": "fuzz", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": "strokes",
       "stages": ["train", {"kind": "sample", "id": "some", "count": 8}, "sheet", "interpolate", "video"]}
      """, file: "fuzz.json")
  }
}
