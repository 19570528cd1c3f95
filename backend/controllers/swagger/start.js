// A file of its own, so that the page's policy allows no script inside the page.
window.ui = SwaggerUIBundle({
  url: "/api/openapi.yaml",
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [SwaggerUIBundle.plugins.DownloadUrl],
  layout: "StandaloneLayout",
  showExtensions: true,
  showCommonExtensions: true,
  validatorUrl: null, // The validator is somebody else's server.
  defaultModelsExpandDepth: -1,
});
