import Art64
import ArtCPU
import ArtGAN
import ArtGraph
import ArtPluginTesting
import ArtSettings
import ArtTensor
import ArtNN
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

  private static let translating: [any ModelPlugin] = [Pix2Pix(), CycleGAN(), FastCUT(), OneImage()]

  @Test("keep it where they translate images", arguments: translating.indices)
  func translations(index: Int) {
    let plugin = Self.translating[index]
    let (narrow, other): (SettingValue, SettingValue) = (["channels": 4], ["channels": 3, "upsampling": "resize"])
    for settings: SettingValue in [
      ["size": 16, "generator": narrow, "discriminator": narrow],
      [
        "height": 16, "width": 32, "color": "grey", "generator": other,
        "discriminator": ["channels": 2, "halvings": 1],
      ],
    ] {
      #expect(ModelConformance(of: plugin, settings: settings).failures(on: CPUDevice(threads: 2)) == [])
    }
  }

  @Test("have the paper's networks and small ones where they translate images")
  func sizes() throws {
    let rows: [(any ModelPlugin, SettingValue, generator: Int, discriminator: Int)] = [
      (Pix2Pix(), [:], 41_829_571, 2_768_705), (Pix2Pix(), ["size": 256], 54_414_531, 2_768_705),
      (Pix2Pix(), ["networks": "small"], 1_335_443, 43_633), (CycleGAN(), [:], 7_841_411, 2_765_633),
      (Pix2Pix(), ["networks": "small", "generator": ["residual": true]], 1_342_403, 43_633),
      (CycleGAN(), ["size": 256], 11_383_427, 2_765_633), (FastCUT(), [:], 7_841_411, 2_765_633),
    ]
    for (plugin, settings, generator, discriminator) in rows {
      let log = ProblemLog()
      let definition = plugin.define(SettingsReader(settings, log: log))
      try definition.validate()
      #expect(log.problems.isEmpty)
      #expect(try definition.generator.parameterCount().total == generator)
      #expect(try definition.discriminator.parameterCount().total == discriminator)
    }
  }

  @Test("take inputs of other colours where they can")
  func colours() throws {
    for plugin in Self.translating {
      let log = ProblemLog()
      let reader = SettingsReader(["size": 32, "inputColor": "grey"], log: log)
      let definition = plugin.define(reader)
      reader.finish()
      let takesAny = ["pix2pix", "cyclegan"].contains(plugin.id)
      #expect(log.problems.isEmpty == takesAny)
      #expect(definition.translation?.inputShape == [32, 32, takesAny ? 1 : 3])
      try definition.validate()
    }
  }

  private func check(_ plugin: some ModelPlugin, _ counts: (generator: Int, discriminator: Int)) {
    #expect(ModelConformance(of: plugin, parameterCounts: counts).failures(on: CPUDevice(threads: 2)) == [])
  }
}
