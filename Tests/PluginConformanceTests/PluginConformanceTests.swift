import Art64
import ArtCPU
import ArtGAN
import ArtGraph
import ArtPluginTesting
import ArtSettings
import CPPNArt
import DCGANMNIST
import DigitsFast
import HybridGAN
import MLPGAN
import RGBArt
import Testing
import WGANGP

@Suite("The plugins that come with artpipe")
struct PluginConformanceTests {
  @Test("keep what a plugin promises")
  func defaults() {
    check(DCGANMNIST(), (2_330_944, 212_865))
    check(RGBArt(), (2_334_144, 216_065))
    check(MLPGAN(), (130_576, 117_121))
    check(HybridGAN(), (130_576, 212_865))
    check(DigitsFast(), (271_489, 82_689))
    check(WGANGP(), (1_256_769, 1_030_145))
    check(Art64(), (868_211, 599_137))
    check(CPPNArt(), (47_811, 352_161))
  }

  @Test("keep it under other settings")
  func settings() {
    let small: SettingValue = ["channels": [6, 5, 4], "kernelSize": 3]
    #expect(
      ModelConformance(of: RGBArt(), settings: ["width": 12, "height": 8, "generator": small]).failures(
        on: CPUDevice(threads: 2)) == [])
    #expect(
      ModelConformance(of: DCGANMNIST(), settings: ["size": 8, "latentDistribution": "uniform", "generator": small])
        .failures(on: CPUDevice(threads: 2)) == [])
    let refined: SettingValue = ["channels": [6, 5], "refinements": [0, 2]]
    let halved: SettingValue = ["channels": [4, 6], "refinements": [2, 0], "dropout": 0.2, "spectralNorm": true]
    #expect(
      ModelConformance(
        of: DigitsFast(), settings: ["width": 12, "height": 8, "generator": refined, "discriminator": halved]
      ).failures(on: CPUDevice(threads: 2)) == [])
    for output in OutputActivation.allCases {
      let settings: SettingValue = ["size": 7, "generator": ["output": SettingValue(output.rawValue)]]
      #expect(ModelConformance(of: MLPGAN(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
      #expect(ModelConformance(of: HybridGAN(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
    }
  }

  private func check(_ plugin: some ModelPlugin, _ counts: (generator: Int, discriminator: Int)) {
    #expect(ModelConformance(of: plugin, parameterCounts: counts).failures(on: CPUDevice(threads: 2)) == [])
  }
}
