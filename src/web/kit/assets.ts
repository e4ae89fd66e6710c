import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { StaticFile } from '../../http/static-file.js';

const require = createRequire(import.meta.url);
const readFromPackage = (path: string): Buffer => readFileSync(require.resolve(path));

/**
 * Our stylesheets, in the order in which they apply. They lie beside this file.
 * `nest build` copies them into `dist` (nest-cli.json).
 */
const STYLESHEETS = ['layout.css', 'card.css', 'item.css', 'foot.css', 'action.css', 'print.css'];
const DESK_STYLESHEETS = [
  ...['bar.css', 'table.css', 'form.css', 'pieces.css'],
  ...['orders.css', 'customers.css', 'messages.css', 'figures.css', 'settings.css', 'live.css', 'import.css'],
];
const readStylesheets = (): Buffer =>
  Buffer.concat(STYLESHEETS.map((name) => readFileSync(new URL(name, import.meta.url))));

const readDeskStylesheets = (): Buffer =>
  Buffer.concat(DESK_STYLESHEETS.map((name) => readFileSync(new URL(`../desk/styles/${name}`, import.meta.url))));

const readDeskFile = (name: string): Buffer => readFileSync(new URL(`../desk/${name}`, import.meta.url));

const readHtmxWithEvents = (): Buffer =>
  Buffer.concat([
    readFromPackage('htmx.org/dist/htmx.min.js'),
    Buffer.from('\n'),
    readFromPackage('htmx.org/dist/ext/hx-sse.min.js'),
  ]);

const CSS = 'text/css; charset=utf-8';
const SVG = 'image/svg+xml';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Modules of packages that the desk's script imports, by the asset that each is served as. */
const MODULES = { 'combobox-nav.js': '@github/combobox-nav', 'hotkey.js': '@github/hotkey' };

/** All files that pages load, by name. Nothing comes from another origin. */
export const ASSETS: Readonly<Record<string, StaticFile>> = {
  'pico.css': new StaticFile(CSS, () => readFromPackage('@picocss/pico/css/pico.jade.min.css')),
  'agiza.css': new StaticFile(CSS, readStylesheets),
  'desk.css': new StaticFile(CSS, readDeskStylesheets),
  'icon.svg': new StaticFile(SVG, () => readFileSync(new URL('icon.svg', import.meta.url))),
  'htmx.js': new StaticFile(SCRIPT, () => readFromPackage('htmx.org/dist/htmx.min.js')),
  // In one file: htmx reads the page once, and an extension has to be there by then.
  'htmx-sse.js': new StaticFile(SCRIPT, readHtmxWithEvents),
  'combobox-nav.js': new StaticFile(SCRIPT, () => readFromPackage('@github/combobox-nav')),
  'hotkey.js': new StaticFile(SCRIPT, () => readFromPackage('@github/hotkey')),
  'keys.js': new StaticFile(SCRIPT, () => readDeskFile('keys.browser.js')),
  'live.js': new StaticFile(SCRIPT, () => readDeskFile('live.browser.js')),
  'trouble.js': new StaticFile(SCRIPT, () => readDeskFile('trouble.browser.js')),
  'sending.js': new StaticFile(SCRIPT, () => readFileSync(new URL('sending.browser.js', import.meta.url))),
  'desk.js': new StaticFile(SCRIPT, readDeskScript),
};

const versions = new Map<string, string>();

/** The address of an asset. It changes with the content, so browsers may keep the file for ever. */
export function assetPath(name: string): string {
  const version = versions.get(name) ?? requireAsset(name).version;
  versions.set(name, version);
  return `/assets/${name}?v=${version}`;
}

function requireAsset(name: string): StaticFile {
  const asset = ASSETS[name];
  if (asset === undefined) throw new Error(`there is no asset ${name}`);
  return asset;
}

/** The desk's script, with each package that it imports by the address that it is served at. */
function readDeskScript(): Buffer {
  const text = readFileSync(new URL('../desk/desk.browser.js', import.meta.url), 'utf8');
  const served = Object.entries(MODULES).reduce(
    (script, [asset, name]) => script.replaceAll(`'${name}'`, `'${assetPath(asset)}'`),
    text,
  );
  return Buffer.from(served);
}
