// swift-tools-version: 6.1
import PackageDescription

/// Settings that every Swift target shares.
let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Settings of the C targets. Floating-point sums keep the order in which they are written.
let c: [CSetting] = [
  .define("_GNU_SOURCE")
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

func plugin(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["ArtGAN", "ArtNN", "ArtGraph", "ArtTensor", "ArtSettings"], path: "Plugins/\(name)",
    swiftSettings: swift)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["ArtTestSupport"], exclude: exclude, resources: resources,
    swiftSettings: swift)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let plugins: [Target.Dependency] = [
  "MLPGAN", "DCGANMNIST", "RGBArt", "HybridGAN", "DigitsFast", "WGANGP", "Art64", "CPPNArt",
]

let package = Package(
  name: "artpipe",
  products: [
    .executable(name: "artpipe", targets: ["artpipe"]),
    .library(
      name: "ArtPipe",
      targets: [
        "ArtPipeline", "ArtGAN", "ArtFeatures", "ArtMetrics", "ArtData", "ArtMedia", "ArtNN", "ArtGraph", "ArtTensor",
        "ArtSettings",
      ]),
    .library(
      name: "ArtPipePlugins",
      targets: ["MLPGAN", "DCGANMNIST", "RGBArt", "HybridGAN", "DigitsFast", "WGANGP", "Art64", "CPPNArt"]),
    .library(name: "ArtPluginTesting", targets: ["ArtPluginTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // C: hot loops, and thin shims over the system libraries.
    .target(name: "CArtKernels", cSettings: c),
    .target(name: "COpenBLAS", dependencies: ["CArtKernels"], cSettings: c),
    .target(
      name: "CImageCodecs", cSettings: c,
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg"), .linkedLibrary("z")]),
    // FFmpeg's libraries are loaded when first needed (dlopen), so that the program starts fast.
    .target(name: "CFFmpeg", cSettings: c, linkerSettings: [.linkedLibrary("dl")]),

    // The engine.
    library("ArtTensor", ["CArtKernels"]),
    library("ArtGraph", ["ArtTensor", "CArtKernels", "COpenBLAS"]),
    library("ArtNN", ["ArtGraph", "ArtTensor"]),

    // Pictures, settings, data.
    library("ArtMedia", ["CImageCodecs", "CFFmpeg"]),
    library("ArtSettings", ["CArtKernels", yams]),
    library("ArtData", ["ArtMedia", "ArtSettings", "ArtTensor", "CImageCodecs"]),

    // Figures of how good pictures are.
    library("ArtMetrics", ["ArtGraph", "ArtTensor"]),
    library("ArtFeatures", ["ArtMetrics", "ArtData", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor"]),

    // Training and the pipeline.
    library("ArtGAN", ["ArtData", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor"]),
    library(
      "ArtPipeline",
      [
        "ArtGAN", "ArtFeatures", "ArtMetrics", "ArtData", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor",
      ]),
    library("ArtPluginTesting", ["ArtGAN", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor"]),
    .executableTarget(
      name: "artpipe",
      dependencies: [
        "ArtPipeline", "ArtGAN", "ArtData", "ArtNN", "ArtGraph", "ArtTensor", "ArtSettings", argumentParser,
      ] + plugins,
      swiftSettings: swift),

    // One model each.
    plugin("MLPGAN"),
    plugin("DCGANMNIST"),
    plugin("RGBArt"),
    plugin("HybridGAN"),
    plugin("DigitsFast"),
    plugin("WGANGP"),
    plugin("Art64"),
    plugin("CPPNArt"),

    // Tests.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter", cSettings: c),
    .target(
      name: "ArtTestSupport", dependencies: ["ArtGraph", "ArtTensor", "CAllocationCounter"],
      path: "Tests/ArtTestSupport", swiftSettings: swift),
    tests("ArtTensorTests", ["ArtTensor", "CArtKernels"]),
    tests("ArtGraphTests", ["ArtGraph", "ArtTensor", "CArtKernels", "COpenBLAS"]),
    tests("ArtNNTests", ["ArtNN", "ArtGraph", "ArtTensor"]),
    tests("ArtMediaTests", ["ArtMedia", "CFFmpeg", "CImageCodecs"], exclude: ["Fixtures"]),
    tests("ArtSettingsTests", ["ArtSettings", "CArtKernels"]),
    tests("ArtDataTests", ["ArtData", "ArtMedia", "ArtTensor", "ArtSettings"]),
    tests("ArtGANTests", ["ArtGAN", "ArtNN", "ArtGraph", "ArtTensor", "ArtData", "ArtMedia", "ArtSettings"] + plugins),
    tests("ArtMetricsTests", ["ArtMetrics", "ArtTensor"]),
    tests(
      "ArtFeaturesTests", ["ArtFeatures", "ArtMetrics", "ArtData", "ArtNN", "ArtGraph", "ArtSettings", "ArtTensor"]),
    tests(
      "ArtPipelineTests",
      [
        "ArtPipeline", "ArtGAN", "ArtFeatures", "ArtMetrics", "ArtGraph", "ArtData", "ArtMedia", "ArtTensor",
        "ArtSettings",
      ] + plugins),
    tests(
      "PluginConformanceTests",
      ["ArtPluginTesting", "ArtPipeline", "ArtGAN", "ArtData", "ArtNN", "ArtGraph", "ArtSettings", "ArtTensor"]
        + plugins
    ),
    tests("PipelineIntegrationTests", ["artpipe", "ArtPipeline", "ArtMedia"]),
  ],
  cLanguageStandard: .gnu17
)
