// Starts Swagger UI on the served document. A token is put in under "Authorize"; it stays in this page's memory.

/**
 * Swagger UI fills each field that has a default, and sends it. Here a field that may be left out stays empty: its
 * description says what the server then takes.
 */
function withoutDefaults(document) {
  return JSON.stringify(
    JSON.parse(document, (_, value) => {
      if (value?.schema?.default === undefined || value.in === undefined) return value;
      const { default: fallback, ...schema } = value.schema;
      return { ...value, schema, description: `${value.description} Default: \`${fallback}\`.` };
    }),
  );
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const showTheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', showTheme);
showTheme();

globalThis.ui = globalThis.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  responseInterceptor: (response) => {
    if (response.url.endsWith('/openapi.json')) response.text = withoutDefaults(response.text);
    return response;
  },
});
