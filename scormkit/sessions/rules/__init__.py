"""Plan rules: the five blended models, learning science, plan quality, assessment, operations. Found by walking."""
