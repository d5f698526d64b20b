print("artpipe")
