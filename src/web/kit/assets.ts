import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sha256 } from '../../digests.js';
import { STYLE } from './style.js';

/** A file that the pages bring along. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

const require = createRequire(import.meta.url);
const ofPackage = (path: string): Buffer => readFileSync(require.resolve(path));

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Nothing else is served; nothing comes from another origin. */
export const ASSETS: Readonly<Record<string, Asset>> = {
  'pico.css': { type: CSS, content: ofPackage('@picocss/pico/css/pico.jade.min.css') },
  'agiza.css': { type: CSS, content: Buffer.from(STYLE) },
  'htmx.js': { type: SCRIPT, content: ofPackage('htmx.org/dist/htmx.min.js') },
};

const versions = Object.fromEntries(
  Object.entries(ASSETS).map(([name, { content }]) => [name, sha256(content).toString('base64url').slice(0, 12)]),
);

/** The address of an asset; it changes with the content, so that browsers may keep it for ever. */
export const assetPath = (name: keyof typeof ASSETS & string): string => `/assets/${name}?v=${versions[name]}`;
