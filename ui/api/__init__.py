"""What programs may ask of the page: four functions, as endpoints of Gradio and as MCP tools."""
