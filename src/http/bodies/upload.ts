import type { IncomingMessage } from 'node:http';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidRequest } from '../problems/invalid-request.error.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route reads a form with a file itself, after the caller was let in. */
    takesFile?: boolean;
  }
}

/** Lets a route take `multipart/form-data`. Its handler calls {@link readUpload}. */
export const TakesFile = (): MethodDecorator => RouteConfig({ takesFile: true });

/** A form with a file. */
export interface Upload {
  /** The texts of its fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** Null when none was chosen. */
  readonly file: UploadedFile | null;
}

export interface UploadedFile {
  readonly bytes: Buffer;
  /** The Content-Type of the part, as the sender wrote it. */
  readonly type: string;
}

const MULTIPART = 'multipart/form-data';

/** Bytes that a form has beside its file, at most. */
const FIELDS_BYTES_MOST = 65_536;

/**
 * Lets through a form with a file to the routes that take one, and reads nothing of it. So nobody
 * has us hold a file before the guard has let them in.
 */
export function passUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(MULTIPART, (request, _, done) => {
    if (awaitsUpload(request)) return done(null, {});
    done(new UnsupportedMediaTypeException());
  });
}

/** Whether the request's body is a file that its handler reads. */
export const awaitsUpload = ({ routeOptions, headers }: FastifyRequest): boolean =>
  routeOptions.config?.takesFile === true && isUpload(headers['content-type']);

/** Whether a body is a form with files. No page of ours has JSON labelled so. */
export const isUpload = (type = ''): boolean => /^multipart\/form-data *;/i.test(type);

/**
 * Reads a form with one file, `file`. A form without a file is read too.
 * @param bytesMost of the file and the fields together, but for 64 KiB
 * @returns null for a form that is larger, of which no more is kept
 * @throws InvalidRequest for a body that is no such form
 */
export async function readUpload(request: FastifyRequest, bytesMost: number): Promise<Upload | null> {
  if (!awaitsUpload(request)) return { fields: textsOf(Object.entries(request.body as object)), file: null };
  const most = bytesMost + FIELDS_BYTES_MOST;
  if (Number(request.headers['content-length'] ?? 0) > most) return null;
  const bytes = await readBytes(request.raw, most);
  if (bytes === null) return null;
  const form = await parseForm(bytes, request.headers['content-type'] ?? '');
  const file = form.get('file');
  const isFile = file !== null && typeof file !== 'string' && file.size > 0;
  return {
    fields: textsOf([...form.entries()]),
    file: isFile ? { bytes: Buffer.from(await file.arrayBuffer()), type: file.type } : null,
  };
}

const textsOf = (entries: readonly (readonly [string, unknown])[]): Upload['fields'] =>
  Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/**
 * Null for more bytes than `most`. Those beyond are dropped as they come, so that the connection is
 * free for the answer.
 */
const readBytes = (from: IncomingMessage, most: number): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const cut = () => reject(new InvalidRequest([{ field: 'body', message: 'ended before all of it had come' }]));
    from.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
    });
    from.once('end', () => resolve(length > most ? null : Buffer.concat(chunks)));
    from.once('error', cut).once('close', cut);
  });

/** Node's own reader of forms (Fetch Standard). */
async function parseForm(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new InvalidRequest([{ field: 'body', message: `must be a form that is encoded as ${MULTIPART}` }]);
  }
}
