// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "MyArt",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Where your copy of artpipe lies, whatever its folder is called.
    .package(name: "artpipe", path: "../artpipe")
  ],
  targets: [
    .executableTarget(
      name: "MyArt",
      dependencies: [
        .product(name: "ArtPipeKit", package: "artpipe"),
        .product(name: "ArtPipeCommandLine", package: "artpipe"),
        .product(name: "ArtPipePlugins", package: "artpipe"),
      ]),
    .testTarget(
      name: "MyArtTests", dependencies: ["MyArt", .product(name: "ArtPluginTesting", package: "artpipe")]),
  ]
)
