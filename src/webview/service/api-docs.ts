/** The page to try the service's interface: Swagger's, with the description that the service gives. */
import 'swagger-ui-dist/swagger-ui.css';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js';

const root = document.createElement('main');
root.id = 'swagger-ui';
document.body.append(root);
// Without a validator it asks nobody else.
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
});
