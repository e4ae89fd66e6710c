import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Controller, Get, Header, NotFoundException, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anyone } from '../http/access/access.js';
import { StaticFile } from '../http/static-file.js';
import { ApiDocument } from './api-document.js';
import { renderDocsPage } from './docs-page.js';

/** Finds files of a package without loading it. Swagger UI's main module is the whole of it. */
const require = createRequire(import.meta.url);
const readFromSwagger = (name: string): Buffer => readFileSync(require.resolve(`swagger-ui-dist/${name}`));

const SCRIPT = 'text/javascript; charset=utf-8';

/** The files that the page needs. */
const FILES: Readonly<Record<string, StaticFile>> = {
  'swagger-ui.css': new StaticFile('text/css; charset=utf-8', () => readFromSwagger('swagger-ui.css')),
  'swagger-ui-bundle.js': new StaticFile(SCRIPT, () => readFromSwagger('swagger-ui-bundle.js')),
  'start.js': new StaticFile(SCRIPT, () => readFileSync(new URL('docs.browser.js', import.meta.url))),
};

const PAGE = new StaticFile('text/html; charset=utf-8', () =>
  Buffer.from(renderDocsPage((name) => `/docs/${name}?v=${FILES[name]?.version}`)),
);

/** The page has its own scripts. Swagger UI styles elements inline and has images in data URLs. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The API's description, as JSON for programs and as a page for people. */
@ApiExcludeController()
@Controller()
@Anyone()
export class DocsController {
  private readonly description = new StaticFile('application/json; charset=utf-8', () =>
    Buffer.from(JSON.stringify(this.document.get())),
  );

  constructor(private readonly document: ApiDocument) {}

  @Get('openapi.json')
  openApi(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return this.description.answer(request, reply);
  }

  @Get('docs')
  @Header('Content-Security-Policy', POLICY)
  page(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return PAGE.answer(request, reply);
  }

  @Get('docs/:file')
  file(
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (file === undefined) throw new NotFoundException();
    return file.answer(request, reply, 'public, max-age=31536000, immutable');
  }
}
