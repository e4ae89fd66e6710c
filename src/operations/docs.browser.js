/**
 * Runs in the browser at /docs, and shows the API's description with Swagger UI.
 * - The token of the last answer goes with each request.
 * - Where an example stands for a thing of the caller (`x-carried`), the request has the value of
 *   the last answer that named such a thing.
 */
const description = fetch('/openapi.json').then((answer) => answer.json());

document.addEventListener('DOMContentLoaded', async () => {
  const spec = await description;
  const carried = Object.entries(spec['x-carried']);
  const latest = {};

  const carry = (text) =>
    carried.reduce(
      (written, [name, { example }]) =>
        example !== undefined && name in latest ? written.replaceAll(example, latest[name]) : written,
      text,
    );

  const requestInterceptor = (request) => {
    request.url = carry(request.url);
    if (typeof request.body === 'string') request.body = carry(request.body);
    return request;
  };

  const responseInterceptor = (response) => {
    const valueAt = (path) => path.split('.').reduce((part, name) => part?.[name], response.body ?? {});
    for (const [name, places] of carried) {
      const value = places.in.map(valueAt).find((found) => typeof found === 'string');
      if (value !== undefined) latest[name] = value;
      if (value !== undefined && name === 'token') ui.preauthorizeApiKey('bearer', value);
    }
    return response;
  };

  const ui = window.SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    showExtensions: true,
    requestInterceptor,
    responseInterceptor,
  });
});
