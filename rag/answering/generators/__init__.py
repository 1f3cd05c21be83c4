"""Language models that write: a server that speaks OpenAI's protocol, or a model file run in this process."""
