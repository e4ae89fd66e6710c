import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANY_BYTE, type Charset, readCharset } from './bodies/charset.js';
import { readForm, readFormLeniently } from './bodies/form.js';
import { findJsonFault } from './bodies/json-fault.js';
import { keepMembers } from './bodies/json-members.js';
import { refuseBytes } from './bodies/place.js';
import { InvalidRequest } from './problems/invalid-request.error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the body is JSON although its Content-Type says that it is a form. */
    isJsonInForm: boolean;
  }
}

/**
 * Has Fastify read JSON and forms. An absent or blank body becomes an empty object.
 * - Bytes become text by the charset of the Content-Type, UTF-8 by default.
 * - Whatever would be read as something else than was sent is refused: invalid bytes,
 *   and fields that come twice.
 * - The `curl --data '{…}'` of both APIs' documents labels JSON as a form. A form decoder would
 *   turn `+254…` into ` 254…`.
 * - So a form whose first non-blank character is `{` is read as JSON.
 * - So is a list of objects, which is then refused as a list.
 */
export function readBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');

  const readJson = (request: FastifyRequest, text: string): unknown => {
    let body: unknown;
    let failed = false;
    parseJson(request, text, (error, parsed) => {
      failed = error !== null;
      body = parsed;
    });
    if (failed) throw new InvalidRequest([{ field: 'body', message: explainFailure(text) }]);
    keepMembers(text, body);
    return body;
  };

  fastify.decorateRequest('isJsonInForm', false);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (isCallback(request)) return done(null, readCallback(request, bytes as Buffer));
    const text = decodeBody(bytes as Buffer, readCharset(request.headers['content-type'] ?? ''));
    done(null, text.trim() === '' ? {} : readJson(request, text));
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (isCallback(request)) return done(null, readCallback(request, bytes as Buffer));
    const charset = readCharset(request.headers['content-type'] ?? '');
    const text = decodeBody(bytes as Buffer, charset);
    request.isJsonInForm = /^\s*(?:\{|\[\s*[{\]])/.test(text);
    if (text.trim() === '') return done(null, {});
    done(null, request.isJsonInForm ? readJson(request, text) : readForm(text, charset));
  });
}

/**
 * Labels a callback without a Content-Type, or with one that we do not know, as the form that it is
 * all the same. For a hook before the body is read.
 */
export function labelCallback(request: FastifyRequest): void {
  const { headers } = request;
  if (isCallback(request) && !isReadType(headers['content-type'])) headers['content-type'] = FORM;
}

const FORM = 'application/x-www-form-urlencoded';

const isReadType = (type = ''): boolean => /^application\/(?:json|x-www-form-urlencoded)[ \t]*(?:;|$)/i.test(type);

/**
 * Whether a service such as the carrier calls us. It cannot act on a refusal, and we would lose a
 * delivery report.
 */
const isCallback = ({ routeOptions: { url } }: FastifyRequest): boolean => url?.startsWith('/api/callbacks/') ?? false;

/**
 * Reads as much of a callback as can be read. All that we need of one is ASCII, so where the
 * charset does not fit, each byte is a character.
 */
function readCallback({ headers }: FastifyRequest, bytes: Buffer): Record<string, unknown> {
  const text = (decodeDeclared(headers['content-type'] ?? '', bytes) ?? ANY_BYTE.decode(bytes) ?? '').trim();
  if (!text.startsWith('{')) return readFormLeniently(text);
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function decodeDeclared(contentType: string, bytes: Buffer): string | null {
  try {
    return readCharset(contentType).decode(bytes);
  } catch {
    return null;
  }
}

/** @throws InvalidRequest naming the place of bytes that are not valid in the charset */
function decodeBody(bytes: Buffer, charset: Charset): string {
  const text = charset.decode(bytes);
  if (text === null) throw refuseBytes(bytes, charset);
  return text;
}

/** The parser also refuses JSON that is valid: objects that would change what all objects are. */
function explainFailure(text: string): string {
  const fault = findJsonFault(text);
  if (fault === null) return 'must have no field __proto__ or constructor.prototype';
  if (/^\s*[\w%+.[\]-]+=/.test(text)) return `must be valid JSON, and looks like a form: send it as ${FORM}`;
  return `must be valid JSON; ${fault}`;
}
