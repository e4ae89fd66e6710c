import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Tags of Compose that say how a file changes the one before it. Here their value alone counts. */
const COMPOSE_TAGS = ['!reset', '!override'].flatMap((tag) => [
  { tag, resolve: (text) => (text === 'null' ? null : text) },
  { tag, collection: 'map', resolve: (map) => map },
  { tag, collection: 'seq', resolve: (list) => list },
]);

/**
 * The documents of a YAML file, as plain objects.
 * @throws YAMLError for what is no YAML 1.2, or names a key twice
 */
export function parseYaml(text) {
  return parseAllDocuments(text, { merge: true, customTags: COMPOSE_TAGS }).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS();
  });
}

export const readYaml = (path) => parseYaml(readFileSync(path, 'utf8'));

/** Files below a folder whose names match, in order. */
export const listFiles = (folder, pattern) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .sort()
    .map((path) => join(folder, path));

/** Every document of deploy/kubernetes but the instructions of kustomize, with its file. */
export const readManifests = () =>
  listFiles('deploy/kubernetes', /\.yaml$/)
    .filter((path) => !path.endsWith('kustomization.yaml'))
    .flatMap((path) => readYaml(path).map((manifest) => ({ path, manifest })));
