declare module 'swagger-ui-dist/swagger-ui-bundle.js' {
  const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => unknown;
  export { SwaggerUIBundle as default };
}
declare module 'swagger-ui-dist/swagger-ui.css';
