import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { examplesOf, type OpenApiDocument, type Operation } from './openapi-document.js';
import type { Answer, TestApp } from './test-app.js';

/** An operation of the document with one of its examples. */
export interface DocumentedRequest {
  /** The method and the path, as in `POST /api/order`. */
  readonly name: string;
  readonly operation: Operation;
  /** Undefined for a request without a body. */
  readonly example: object | undefined;
}

/** Every operation in the document's order, once for each example of its body. */
export const requestsOf = ({ paths }: OpenApiDocument): DocumentedRequest[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const examples = operation.requestBody === undefined ? [undefined] : examplesOf(operation);
      return examples.map((example) => ({ name: `${method.toUpperCase()} ${path}`, operation, example }));
    }),
  );

interface Settings {
  requestInterceptor(request: { url: string; body?: string }): { url: string; body?: string };
  responseInterceptor(response: { body: unknown }): void;
}

/** The page of `/docs` without a browser: its own script decides what a request carries. */
export class DocsPage {
  private token = '';

  private constructor(
    private readonly at: TestApp,
    private settings: Settings,
  ) {}

  static async open(at: TestApp): Promise<DocsPage> {
    const { json } = await at.request('/openapi.json');
    const page = new DocsPage(at, {} as Settings);
    let loaded: Promise<void> = Promise.resolve();
    const ui = {
      preauthorizeApiKey: (_: string, token: string) => {
        page.token = token;
      },
    };
    runInNewContext(readFileSync('src/operations/docs.browser.js', 'utf8'), {
      fetch: async () => ({ json: async () => json }),
      document: {
        addEventListener: (_: string, start: () => Promise<void>) => {
          loaded = start();
        },
      },
      window: {
        SwaggerUIBundle: (settings: Settings) => {
          page.settings = settings;
          return ui;
        },
      },
    });
    await loaded;
    return page;
  }

  /** Executes a request as it is filled in. */
  async execute({ name, operation, example }: DocumentedRequest): Promise<Answer> {
    const [method = '', path = ''] = name.split(' ');
    const filled = (operation.parameters ?? []).filter(({ schema }) => 'example' in schema);
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    let address = path;
    for (const { name: field, in: place, schema } of filled) {
      if (place === 'path') address = address.replace(`{${field}}`, String(schema.example));
      if (place === 'query') query.set(field, String(schema.example));
      if (place === 'header') headers[field] = String(schema.example);
    }
    const { url, body } = this.settings.requestInterceptor({
      url: query.size > 0 ? `${address}?${query}` : address,
      body: example === undefined ? undefined : JSON.stringify(example),
    });
    const answer = await this.at.request(url, {
      method,
      headers: {
        ...headers,
        ...(this.token === '' ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    this.settings.responseInterceptor({ body: answer.json });
    return answer;
  }
}
