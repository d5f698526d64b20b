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
    name: name, dependencies: dependencies + ["ArtTestSupport", "ArtFiles"], exclude: exclude, resources: resources,
    swiftSettings: swift)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let plugins: [Target.Dependency] = [
  "MLPGAN", "DCGANMNIST", "RGBArt", "HybridGAN", "DigitsFast", "WGANGP", "Art64", "CPPNArt", "Pix2Pix", "CycleGAN",
  "FastCUT", "OneImage",
]

/// What the report of a run is made of (`Sources/ArtReport/Report`).
let reportFiles = [
  "report.html",
  "head.html",
  "curves.html",
  "colours.css",
  "report.css",
  "charts.css",
  "glossary.css",
  "print.css",
  "theme.js",
  "blobs.js",
  "animations.js",
  "numbers-shown.js",
  "sheets.js",
  "chart-scale.js",
  "chart-data.js",
  "chart-drawing.js",
  "chart-table.js",
  "chart.js",
  "chart-zoom.js",
  "charts.js",
  "glossary.js",
  "scrolling.js",
  "recipe.js",
  "start-report.js",
  "glossary.md",
]

/// What the page about several runs has besides (`Sources/ArtReport/Comparison`).
let comparisonFiles = ["comparison.html", "comparison.css", "comparison.js"]

/// What the playground's page is made of (`Sources/ArtReport/Page`).
let pageFiles = [
  "numbers.js",
  "random.js",
  "latent.js",
  "kernels-plain.js",
  "kernels.js",
  "layout.js",
  "planner.js",
  "layers.js",
  "layers-products.js",
  "layers-norms.js",
  "layers-classes.js",
  "layers-coordinates.js",
  "any-size.js",
  "engine.js",
  "worker.js",
  "client.js",
  "point.js",
  "points-file.js",
  "links.js",
  "images.js",
  "sliders.js",
  "morph.js",
  "favourites.js",
  "playground-view.js",
  "playground-actions.js",
  "start.js",
  "playground.html",
  "playground.css",
  "frame.css",
  "frame.js",
  "kernels.wasm",
]

let package = Package(
  name: "artpipe",
  // Atomics came with it.
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "artpipe", targets: ["artpipe"]),
    .library(
      name: "ArtPipeKit",
      targets: [
        "ArtPipeKit", "ArtPipeline", "ArtONNX", "ArtGAN", "ArtEvaluation", "ArtData", "ArtSound", "ArtMedia", "ArtNN",
        "ArtCPU", "ArtGraph", "ArtTensor", "ArtSettings", "ArtFiles", "ArtZip", "ArtHDF5",
      ]),
    .library(
      name: "ArtPipePlugins",
      targets: [
        "MLPGAN", "DCGANMNIST", "RGBArt", "HybridGAN", "DigitsFast", "WGANGP", "Art64", "CPPNArt", "Pix2Pix",
        "CycleGAN",
        "FastCUT", "OneImage",
      ]),
    .library(name: "ArtPipeCommandLine", targets: ["ArtPipeCommandLine"]),
    .library(name: "ArtPluginTesting", targets: ["ArtPluginTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // C: hot loops, and thin shims over the system libraries.
    .target(name: "CArtFiles", cSettings: c),
    .target(name: "CArtKernels", cSettings: c),
    // Libraries that are loaded when first needed (dlopen), so that the program starts fast and goes without them.
    .target(
      name: "CLibraries", cSettings: c, linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "COpenBLAS", dependencies: ["CArtKernels", "CLibraries"], cSettings: c),
    .target(
      name: "CImageCodecs", cSettings: c,
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg"), .linkedLibrary("z")]),
    .target(name: "CFFmpeg", dependencies: ["CLibraries"], cSettings: c),
    .target(name: "CCurl", dependencies: ["CLibraries"], cSettings: c),

    // Files: the only target that changes the disk.
    library("ArtFiles", ["CArtFiles"]),

    // Zip files, for the models of other programs.
    library("ArtZip", ["ArtFiles", "CImageCodecs"]),
    // HDF5 files, in which Keras keeps weights.
    library("ArtHDF5", ["ArtFiles"]),

    // The engine.
    library("ArtTensor", ["CArtKernels"]),
    library("ArtGraph", ["ArtTensor"]),
    library("ArtProducts", ["ArtTensor", "ArtFiles", "CArtKernels", "COpenBLAS"]),
    library("ArtCPU", ["ArtGraph", "ArtProducts", "ArtTensor", "CArtKernels"]),
    library("ArtNN", ["ArtSettings", "ArtGraph", "ArtTensor", "ArtFiles"]),

    // Images, settings, data.
    library("ArtMedia", ["ArtSettings", "ArtFiles", "CImageCodecs", "CFFmpeg"]),
    // What is heard in a sound: onsets, beats, loudness in bands.
    library("ArtSound", ["ArtMedia", "ArtFiles"]),
    library("ArtSettings", ["ArtFiles", yams]),
    library("ArtData", ["ArtMedia", "ArtSettings", "ArtTensor", "ArtFiles", "CImageCodecs"]),

    // Published data sets from the network; only the command line uses it.
    library("ArtFetch", ["ArtData", "ArtSettings", "ArtFiles", "CCurl"]),

    // How good images are: metrics, feature networks, the evaluator and its report.
    library(
      "ArtEvaluation",
      ["ArtData", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtProducts", "ArtTensor", "ArtFiles"]),

    // Messages of Protocol Buffers, for the files of other programs.
    library("ArtProtobuf", []),
    // Events for TensorBoard.
    library("ArtTensorBoard", ["ArtProtobuf", "ArtFiles"]),

    // Training and the pipeline.
    library("ArtGAN", ["ArtData", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor", "ArtFiles"]),
    // Generators as graphs of ONNX's operators.
    library(
      "ArtONNX", ["ArtGAN", "ArtNN", "ArtGraph", "ArtTensor", "CArtKernels", "ArtProtobuf", "ArtFiles"]),
    // Models that PyTorch trained.
    library("ArtTorch", ["ArtGAN", "ArtNN", "ArtGraph", "ArtTensor", "ArtZip", "ArtFiles"]),
    // Models of Keras, in and out.
    library(
      "ArtKeras", ["ArtHDF5", "ArtZip", "ArtGAN", "ArtNN", "ArtGraph", "ArtTensor", "ArtSettings", "ArtFiles"]),
    library(
      "ArtPipeline",
      [
        "ArtONNX", "ArtTorch", "ArtKeras", "ArtHDF5", "ArtGAN", "ArtEvaluation", "ArtData", "ArtSound", "ArtMedia",
        "ArtSettings", "ArtNN", "ArtGraph",
        "ArtTensor", "ArtFiles", "ArtTensorBoard", "ArtZip",
      ]),
    // The check-up of a person's images, and what it advises.
    library("ArtInspection", ["ArtGAN", "ArtData", "ArtMedia", "ArtSettings", "ArtTensor", "ArtFiles"]),
    // One import for all of it.
    library(
      "ArtPipeKit",
      [
        "ArtPipeline", "ArtONNX", "ArtGAN", "ArtEvaluation", "ArtData", "ArtSound", "ArtMedia", "ArtNN", "ArtCPU",
        "ArtProducts", "ArtGraph", "ArtTensor", "ArtSettings", "ArtFiles",
      ]),
    library("ArtPluginTesting", ["ArtGAN", "ArtMedia", "ArtSettings", "ArtNN", "ArtGraph", "ArtTensor", "ArtFiles"]),
    // Pages about models. What the page is made of is part of the program, so that a page can be made anywhere.
    .target(
      name: "ArtReport",
      dependencies: [
        "ArtPipeline", "ArtGAN", "ArtEvaluation", "ArtData", "ArtNN", "ArtTensor", "ArtSettings", "ArtFiles",
      ],
      exclude: [
        "Page/README.md", "Page/build-kernels.sh", "Page/kernels.c", "Page/parts.json", "Report/README.md",
        "Report/parts.json",
      ],
      resources: (pageFiles.map { "Page/\($0)" } + reportFiles.map { "Report/\($0)" }
        + comparisonFiles.map { "Comparison/\($0)" }).map { .embedInCode($0) },
      swiftSettings: swift),
    // The command line, for any program's models.
    library(
      "ArtPipeCommandLine",
      [
        "ArtReport", "ArtInspection", "ArtPipeline", "ArtGAN", "ArtFetch", "ArtData", "ArtMedia", "ArtNN", "ArtCPU",
        "ArtGraph", "ArtTensor", "ArtSettings", "ArtFiles", argumentParser,
      ]),
    .executableTarget(name: "artpipe", dependencies: ["ArtPipeCommandLine"] + plugins, swiftSettings: swift),

    // One model each.
    plugin("MLPGAN"),
    plugin("DCGANMNIST"),
    plugin("RGBArt"),
    plugin("HybridGAN"),
    plugin("DigitsFast"),
    plugin("WGANGP"),
    plugin("Art64"),
    plugin("CPPNArt"),
    plugin("Pix2Pix"),
    plugin("CycleGAN"),
    plugin("FastCUT"),
    plugin("OneImage"),

    // The program of somebody's own that the documentation shows, built as one is.
    .executableTarget(
      name: "MyArt", dependencies: ["ArtPipeKit", "ArtPipeCommandLine", "RGBArt"],
      path: "Assets/Template/Sources/MyArt",
      swiftSettings: swift),
    // The programs that the documentation shows for the library: a document that is run, and the parts by hand.
    .executableTarget(
      name: "FromDocument", dependencies: ["ArtPipeKit", "DigitsFast"], path: "Assets/Library/Sources/FromDocument",
      swiftSettings: swift),
    .executableTarget(
      name: "ByHand", dependencies: ["ArtPipeKit", "DigitsFast"], path: "Assets/Library/Sources/ByHand",
      swiftSettings: swift),

    // Tests.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter", cSettings: c),
    .target(
      name: "ArtTestSupport",
      dependencies: ["ArtGAN", "ArtNN", "ArtCPU", "ArtFiles", "ArtGraph", "ArtTensor", "CAllocationCounter"],
      path: "Tests/ArtTestSupport", swiftSettings: swift),
    .target(name: "ProgramTestSupport", path: "Tests/ProgramTestSupport", swiftSettings: swift),
    tests("ArtFilesTests", ["CArtFiles"]),
    tests("ArtZipTests", ["ArtZip"]),
    tests("ArtHDF5Tests", ["ArtHDF5"], exclude: ["Fixtures"]),
    tests("ArtTensorTests", ["ArtTensor", "CArtKernels"]),
    tests("ArtGraphTests", ["ArtCPU", "ArtGraph", "ArtTensor"]),
    tests("ArtProductsTests", ["ArtProducts", "ArtTensor", "COpenBLAS"]),
    tests("ArtCPUTests", ["ArtCPU", "ArtGraph", "ArtTensor"]),
    tests("ArtNNTests", ["ArtNN", "ArtSettings", "ArtCPU", "ArtGraph", "ArtTensor"]),
    tests("ArtMediaTests", ["ArtMedia", "ArtSettings", "CFFmpeg", "CImageCodecs"], exclude: ["Fixtures", "Variants"]),
    tests("ArtSoundTests", ["ArtSound", "ArtMedia"]),
    tests("ArtSettingsTests", ["ArtSettings"]),
    tests("ArtDataTests", ["ArtData", "ArtMedia", "ArtTensor", "ArtSettings"]),
    tests("ArtFetchTests", ["ArtFetch", "ArtData", "ArtSettings"]),
    tests(
      "ArtGANTests",
      ["ArtGAN", "ArtNN", "ArtCPU", "ArtGraph", "ArtTensor", "ArtData", "ArtMedia", "ArtSettings"] + plugins),
    tests(
      "ArtEvaluationTests", ["ArtEvaluation", "ArtData", "ArtNN", "ArtCPU", "ArtGraph", "ArtSettings", "ArtTensor"]),
    tests(
      "ArtInspectionTests",
      ["ArtInspection", "ArtPipeline", "ArtGAN", "ArtData", "ArtMedia", "ArtTensor", "ArtSettings"] + plugins),
    tests(
      "ArtPipelineTests",
      [
        "ArtPipeline", "ArtGAN", "ArtEvaluation", "ArtCPU", "ArtGraph", "ArtData", "ArtSound", "ArtMedia", "ArtTensor",
        "ArtSettings",
      ] + plugins),
    tests("ArtTensorBoardTests", ["ArtTensorBoard", "ArtProtobuf"]),
    tests(
      "ArtONNXTests",
      [
        "ArtONNX", "ArtKeras", "ArtGAN", "ArtNN", "ArtCPU", "ArtGraph", "ArtMedia", "ArtTensor", "ArtSettings",
        "ProgramTestSupport",
      ]
        + plugins),
    tests(
      "ArtTorchTests",
      [
        "ArtTorch", "ArtGAN", "ArtNN", "ArtCPU", "ArtGraph", "ArtTensor", "ArtSettings", "ArtZip", "ProgramTestSupport",
      ], exclude: ["Fixtures"]),
    tests(
      "ArtKerasTests",
      [
        "ArtKeras", "ArtHDF5", "ArtZip", "ArtGAN", "ArtNN", "ArtCPU", "ArtGraph", "ArtTensor", "ArtSettings",
        "ProgramTestSupport",
      ], exclude: ["Fixtures"]),
    tests(
      "ArtReportTests",
      [
        "ArtReport", "ArtPipeline", "ArtGAN", "ArtEvaluation", "ArtCPU", "ArtGraph", "ArtNN", "ArtData", "ArtMedia",
        "ArtTensor",
        "ArtSettings", "MLPGAN",
      ]),
    tests(
      "PluginConformanceTests",
      [
        "ArtPluginTesting", "ArtPipeKit", "ArtPipeline", "ArtEvaluation", "ArtGAN", "ArtData", "ArtMedia",
        "ArtNN", "ArtCPU", "ArtGraph", "ArtSettings", "ArtTensor",
      ]
        + plugins
    ),
    // Parts added from outside, as a program of somebody else's adds them: through ArtPipeKit, without @testable.
    // The test of that program, as it is shown too.
    .testTarget(
      name: "MyArtTests", dependencies: ["MyArt", "ArtPluginTesting", "ArtPipeKit"],
      path: "Assets/Template/Tests/MyArtTests", swiftSettings: swift),
    tests("StrangerTests", ["ArtPipeKit", "MLPGAN", "FromDocument", "ByHand", "ProgramTestSupport"]),
    tests(
      "PipelineIntegrationTests",
      [
        "artpipe", "MyArt", "ArtPipeCommandLine", "ArtPipeline", "ArtGAN", "ArtNN", "ArtMedia", "ArtTensor",
        "ProgramTestSupport",
      ],
      exclude: ["Snapshots"]),
    tests("CrashTests", ["artpipe", "ArtMedia", "ProgramTestSupport"], exclude: ["Documents"]),
    // Replays what fuzzing kept and found. The fuzzer itself is a package of its own around the same targets.
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "ArtTestSupport", "ArtPipeline", "ArtEvaluation", "ArtGAN", "ArtData", "ArtMedia", "ArtNN", "ArtCPU",
        "ArtGraph", "ArtTensor", "ArtSettings", "ArtZip", "ArtHDF5", "ArtFiles",
      ] + plugins,
      path: "Fuzz", exclude: ["Package.swift", "fuzz.sh", "executions.tsv", "Corpus", "Finds"],
      sources: ["Sources/Targets", "Replay"], swiftSettings: swift),
  ],
  cLanguageStandard: .gnu17
)
