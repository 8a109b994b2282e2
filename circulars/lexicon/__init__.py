"""Words of offices and the patterns built from them: facts as rows, each with an example and a counter-example."""
