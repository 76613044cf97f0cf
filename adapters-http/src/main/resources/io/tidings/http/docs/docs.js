'use strict';

SwaggerUIBundle({
    url: 'openapi.yaml',
    dom_id: '#api',
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    docExpansion: 'list',
    // No third party is asked whether the document is valid: a test does that.
    validatorUrl: null,
});
