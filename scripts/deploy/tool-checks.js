import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from './documents.js';
import { runPlaybookTwice } from './second-run.js';
import { findProgram, runProgram, runTool } from './tools.js';

const scripts = () => [...listFiles('docker', /\.sh$/), '.ci/run'];
const yamlFiles = () => [
  'docker-compose.yml',
  ...listFiles('.github', /\.yml$/),
  ...listFiles('deploy', /\.ya?ml$/).filter((path) => !path.includes('host_vars')),
];

/** Length of a line, and how comments and lists look, are our own taste. `on:` is a key of workflows. */
const YAMLLINT =
  '{extends: default, rules: {line-length: disable, document-start: disable, comments: disable, indentation: disable, truthy: {check-keys: false}, brackets: disable, braces: disable}}';

const ansible = (name, args) => runTool(name, args, { cwd: 'deploy/ansible' });

/** Where the connection by Systems Manager is missing, the playbook is read for this machine. */
function checkPlaybook() {
  return ansible('ansible-playbook', ['--syntax-check', '--inventory', 'machine,', '--limit', 'all', 'playbook.yml']);
}

function runCompose(args) {
  if (findProgram('docker') === null) return { because: 'docker is not installed' };
  if (runProgram('docker', ['compose', 'version']).status !== 0) return { because: 'docker has no plugin compose' };
  return runTool('docker', ['compose', ...args], {
    env: { PUBLIC_URL: 'https://shop.example.com', MANAGED_HOST: 'db' },
  });
}

function buildCheck() {
  if (findProgram('docker') === null) return { because: 'docker is not installed' };
  if (runProgram('docker', ['info']).status !== 0) return { because: 'no Docker daemon answers' };
  return runTool('docker', ['build', '--check', '.']);
}

function validateTerraform() {
  if (!existsSync('deploy/terraform/.terraform'))
    return { because: 'its provider is not here: terraform init -backend=false' };
  return runTool('terraform', ['-chdir=deploy/terraform', 'validate', '-no-color']);
}

/** Caddy writes where it keeps certificates, so it gets a folder of its own. */
function validateCaddy() {
  const folder = mkdtempSync(join(tmpdir(), 'agiza-caddy-'));
  const env = { PUBLIC_URL: 'https://shop.example.com', XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  try {
    return runTool('caddy', ['validate', '--adapter', 'caddyfile', '--config', 'docker/Caddyfile'], { env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The rules of the alerts, and their tests. */
function testAlerts() {
  const folder = 'deploy/prometheus';
  if (!existsSync(folder)) return { because: 'it is not there' };
  return runTool('promtool', ['test', 'rules', ...listFiles(folder, /\.tests\.yml$/)]);
}

/** What programs check that a machine may have: what about, by which, and what they find. */
export const TOOL_CHECKS = [
  {
    subject: 'docker-compose.yml',
    by: 'docker compose config',
    run: () => runCompose(['config', '--quiet', '--no-env-resolution']),
  },
  { subject: 'the image', by: 'docker build --check', run: buildCheck },
  { subject: 'the image', by: 'hadolint', run: () => runTool('hadolint', ['Dockerfile']) },
  {
    subject: 'deploy/kubernetes',
    by: 'kubectl kustomize',
    run: () => runTool('kubectl', ['kustomize', 'deploy/kubernetes']),
  },
  {
    subject: 'deploy/terraform',
    by: 'terraform fmt',
    run: () => runTool('terraform', ['fmt', '-check', '-no-color', 'deploy/terraform']),
  },
  { subject: 'deploy/terraform', by: 'terraform validate', run: validateTerraform },
  { subject: 'deploy/ansible', by: 'ansible-playbook --syntax-check', run: checkPlaybook },
  {
    subject: 'deploy/ansible',
    by: 'ansible-lint',
    run: () => ansible('ansible-lint', ['--offline', '--nocolor', 'playbook.yml']),
  },
  { subject: 'deploy/ansible', by: 'two runs, of which the second changes nothing', run: runPlaybookTwice },
  {
    subject: 'files of YAML',
    by: 'yamllint',
    run: () => runTool('yamllint', ['--strict', '--config-data', YAMLLINT, ...yamlFiles()]),
  },
  { subject: 'scripts', by: 'shellcheck', run: () => runTool('shellcheck', scripts()) },
  { subject: 'deploy/prometheus', by: 'promtool', run: testAlerts },
  { subject: 'docker/Caddyfile', by: 'caddy validate', run: validateCaddy },
];
