import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseEnv } from 'node:util';
import { findPlaybookFaults } from './ansible-rules.js';
import { findComposeFaults, findManagedFaults, readMadeSecrets } from './compose-rules.js';
import { listFiles, parseYaml, readManifests, readYaml } from './documents.js';
import { describeImage, findImageFaults } from './image-rules.js';
import { findManifestFaults } from './kubernetes-rules.js';
import { readTexts } from './package-checks.js';
import { readVariables } from './variables.js';
import { findWorkflowFaults } from './workflow-rules.js';

const read = (path) => readFileSync(path, 'utf8');

/** What the rules look at, as it stands in the project. */
export function readDeployment() {
  const dockerfile = read('Dockerfile');
  const [compose] = readYaml('docker-compose.yml');
  const [managed] = readYaml('deploy/ansible/files/managed-database.yml');
  const workflowTexts = readTexts('.github/workflows', '.yml');
  const [[play]] = readYaml('deploy/ansible/playbook.yml');
  return {
    dockerfile,
    compose,
    managed,
    play,
    workflowTexts,
    variables: readVariables(),
    image: describeImage(dockerfile),
    madeSecrets: readMadeSecrets(read('docker/make-secrets.sh')),
    manifests: readManifests().map(({ manifest }) => manifest),
    settings: parseEnv(read('deploy/kubernetes/settings.env')),
    workflows: Object.fromEntries(Object.entries(workflowTexts).map(([name, text]) => [name, parseYaml(text)[0]])),
    taskFiles: Object.fromEntries(
      listFiles('deploy/ansible/tasks', /\.yml$/).map((path) => [relative('deploy/ansible', path), readYaml(path)[0]]),
    ),
    defaults: readYaml('deploy/ansible/group_vars/agiza.yml')[0],
  };
}

/** What our own rules find, by what they look at. Terraform's stand in terraform-rules.js. */
export const OWN_RULES = {
  'the image (Dockerfile)': ({ dockerfile }) => findImageFaults(dockerfile),
  'docker-compose.yml': ({ compose, variables, image, madeSecrets }) =>
    findComposeFaults(compose, variables, { dataFolder: image.variables.DATA_DIR, madeSecrets }),
  'the managed database (Compose)': ({ managed, compose, variables }) => findManagedFaults(managed, compose, variables),
  'deploy/kubernetes': ({ manifests, variables, image, settings }) =>
    findManifestFaults(manifests, variables, image, settings),
  'deploy/ansible': ({ play, taskFiles, defaults, variables, compose }) =>
    findPlaybookFaults(play, taskFiles, defaults, variables, Object.keys(compose.secrets)),
  '.github/workflows': ({ workflowTexts, workflows }) => findWorkflowFaults(workflowTexts, workflows),
};
