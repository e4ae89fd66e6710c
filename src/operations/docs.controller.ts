import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Anyone } from '../http/access/access.js';
import { ApiDocument } from './api-document.js';

/** Finds files of a package without loading it. Swagger UI's main module is the whole of it. */
const require = createRequire(import.meta.url);

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Agiza API</title>
  <link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', showExtensions: true });\n`;

/** The files of Swagger UI that the page needs. */
const FILES: Record<string, string> = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' };

/** The page has its own scripts. Swagger UI styles elements inline and has images in data URLs. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The API's description, as JSON for programs and as a page for people. */
@ApiExcludeController()
@Controller()
@Anyone()
export class DocsController {
  constructor(private readonly document: ApiDocument) {}

  @Get('openapi.json')
  openApi(): OpenAPIObject {
    return this.document.get();
  }

  @Get('docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  page(): string {
    return PAGE;
  }

  @Get('docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  start(): string {
    return START;
  }

  @Get('docs/:file')
  @Header('Cache-Control', 'public, max-age=86400')
  file(@Param('file') name: string): StreamableFile {
    const type = FILES[name];
    if (type === undefined || !Object.hasOwn(FILES, name)) throw new NotFoundException();
    return new StreamableFile(createReadStream(require.resolve(`swagger-ui-dist/${name}`)), {
      type: `${type}; charset=utf-8`,
    });
  }
}
