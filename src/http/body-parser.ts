import { parse as parseForm } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidRequest } from './problems/invalid-request.error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the body is JSON although its Content-Type says that it is a form. */
    isJsonInForm: boolean;
  }
}

/**
 * The most fields of a form. CVE-2025-13466: without a limit the time to parse grows with the
 * square.
 */
const FORM_FIELDS_MOST = 100;

/**
 * Has Fastify read JSON and forms. An absent or blank body becomes an empty object.
 * - The `curl --data '{…}'` of both APIs' documents labels JSON as a form. A form decoder would
 *   turn `+254…` into ` 254…`.
 * - So a form whose first non-blank character is `{` is read as JSON.
 */
export function readBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const json = (request: FastifyRequest, text: string, done: (error: Error | null, body?: unknown) => void) => {
    if (text.trim() === '') done(null, {});
    else
      parseJson(request, text, (error, body) =>
        done(error && new InvalidRequest([{ field: 'body', message: 'must be valid JSON' }]), body),
      );
  };

  fastify.decorateRequest('isJsonInForm', false);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) =>
    json(request, text as string, done),
  );
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, text, done) => {
    const isBlank = (text as string).trim() === '';
    request.isJsonInForm = /^\s*\{/.test(text as string);
    if (isBlank || request.isJsonInForm) json(request, text as string, done);
    else done(null, { ...parseForm(text as string, '&', '=', { maxKeys: FORM_FIELDS_MOST }) });
  });
}
