import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { StaticFile } from '../../http/static-file.js';

const require = createRequire(import.meta.url);
const readFromPackage = (path: string): Buffer => readFileSync(require.resolve(path));

/**
 * Our stylesheets, in the order in which they apply. They lie beside this file.
 * `nest build` copies them into `dist` (nest-cli.json).
 */
const STYLESHEETS = ['layout.css', 'card.css', 'action.css'];
const readStylesheets = (): Buffer =>
  Buffer.concat(STYLESHEETS.map((name) => readFileSync(new URL(name, import.meta.url))));

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** All files that pages load, by name. Nothing comes from another origin. */
export const ASSETS: Readonly<Record<string, StaticFile>> = {
  'pico.css': new StaticFile(CSS, () => readFromPackage('@picocss/pico/css/pico.jade.min.css')),
  'agiza.css': new StaticFile(CSS, readStylesheets),
  'htmx.js': new StaticFile(SCRIPT, () => readFromPackage('htmx.org/dist/htmx.min.js')),
};

const versions = Object.fromEntries(Object.entries(ASSETS).map(([name, { version }]) => [name, version]));

/** The address of an asset. It changes with the content, so browsers may keep the file for ever. */
export const assetPath = (name: keyof typeof ASSETS & string): string => `/assets/${name}?v=${versions[name]}`;
