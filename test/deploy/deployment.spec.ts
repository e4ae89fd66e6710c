import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OWN_RULES, readDeployment } from '../../scripts/deploy/own-rules.js';
import { parseTerraform, readTexts } from '../../scripts/deploy/package-checks.js';
import { findTerraformFaults } from '../../scripts/deploy/terraform-rules.js';
import { loadConfig, loadMigrationConfig } from '../../src/config/load-config.js';

// biome-ignore lint/suspicious/noExplicitAny: documents of every shape, which a test breaks
type Deployment = any;

const deployment: Deployment = readDeployment();
const rules: Readonly<Record<string, (changed: Deployment) => string[]>> = OWN_RULES;
const findFaults = (subject: string, changed: Deployment): string[] | undefined => rules[subject]?.(changed);

describe('the files for deploying', () => {
  it.each(Object.keys(rules))('keep our own rules: %s', (subject) => {
    expect(findFaults(subject, deployment)).toEqual([]);
  });

  it('keep our own rules: deploy/terraform', async () => {
    const texts = readTexts('deploy/terraform', '.tf');
    const { files, faults } = await parseTerraform(texts);
    expect([...faults, ...findTerraformFaults(files, texts)]).toEqual([]);
    const text = JSON.stringify(texts).replace('[80, \\"tcp\\"]', '[22, \\"tcp\\"]');
    const open = JSON.parse(text.replace(/deletion_protection\s+= true/, 'deletion_protection = false'));
    expect(findTerraformFaults((await parseTerraform(open)).files, open)).toEqual([
      'deploy/terraform opens other ports to the internet than 80 and 443',
      'deploy/terraform has a database that can be deleted',
    ]);
  });

  it.each<[string, string, (all: Deployment) => void, RegExp]>([
    [
      'the image (Dockerfile)',
      'a base without a digest',
      (all) => {
        all.dockerfile = all.dockerfile.replaceAll(/@sha256:\w+/g, '');
      },
      /base without a digest/,
    ],
    [
      'the image (Dockerfile)',
      'a shell in front of Node, and root',
      (all) => {
        all.dockerfile = all.dockerfile
          .replace(/^CMD .+$/m, 'CMD node dist/src/main.js')
          .replace('USER 1000:0', 'USER root');
      },
      /USER to a number.*CMD as a JSON list/s,
    ],
    [
      'docker-compose.yml',
      'a process that does not wait for migrate',
      (all) => {
        all.compose.services['api-1'].depends_on = {};
      },
      /does not wait until migrate has succeeded/,
    ],
    [
      'docker-compose.yml',
      'a secret that stands in the file, and an unknown variable',
      (all) => {
        Object.assign(all.compose.services['worker-1'].environment, { AT_API_KEY: 'canary', SMS_PER_SEC: '5' });
      },
      /AT_API_KEY is a secret.*SMS_PER_SEC is no variable/s,
    ],
    [
      'docker-compose.yml',
      'workers that share their volume',
      (all) => {
        all.compose.services['worker-1'].volumes = all.compose.services['worker-2'].volumes;
      },
      /workers that share \/data/,
    ],
    [
      'deploy/kubernetes',
      'another probe, another port and a process as root',
      (all) => {
        const { template } = all.manifests.find(({ kind }: { kind: string }) => kind === 'Deployment').spec;
        template.spec.containers[0].livenessProbe.httpGet.path = '/readyz';
        template.spec.containers[0].ports[0].containerPort = 8080;
        template.spec.securityContext.runAsNonRoot = false;
      },
      /may run as root.*another port than the image.*must ask \/livez/s,
    ],
    [
      'deploy/kubernetes',
      'a URL with a password',
      (all) => {
        const { env } = all.manifests.find(({ kind }: { kind: string }) => kind === 'Job').spec.template.spec
          .containers[0];
        env[0].value = 'postgres://agiza:canary@agiza-pooler/agiza';
      },
      /Job agiza-migrate DATABASE_URL is a secret/,
    ],
    [
      'deploy/ansible',
      'a command that is always a change, and a secret in the log',
      (all) => {
        const [, , registry] = all.taskFiles['tasks/image.yml'];
        delete registry.changed_when;
        delete all.taskFiles['tasks/roles.yml'][0].no_log;
      },
      /“The image is pulled” does not say when.*“Roles and database.*no_log/s,
    ],
    [
      '.github/workflows',
      'an action by its tag, and an expression in a script',
      (all) => {
        all.workflowTexts['test.yml'] = all.workflowTexts['test.yml'].replace(/@[0-9a-f]{40}/, '@v7');
        all.workflows['deploy.yml'].jobs.deploy.steps[1].run = ['echo $', '{{ inputs.tag }}'].join('');
      },
      /deploy\.yml puts an expression.*test\.yml has actions without a commit/s,
    ],
  ])('are held to the rules of %s: %s', (subject, _, breakIt, words) => {
    const broken = structuredClone(deployment);
    breakIt(broken);
    expect(findFaults(subject, broken)?.join('\n')).toMatch(words);
  });
});

describe('docker/make-secrets.sh', () => {
  let folder: string;
  const makeSecrets = (): string => execFileSync('docker/make-secrets.sh', [folder], { encoding: 'utf8' });
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'agiza-secrets-')), 'secrets');
  });
  afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

  it('makes secrets with which every process of docker-compose.yml starts, and keeps them', () => {
    expect(makeSecrets()).toMatch(/^Write the API key of Africa's Talking into .+at_api_key\.\n$/);
    writeFileSync(join(folder, 'at_api_key'), 'a-key-of-the-carrier\n');
    const before = readFileSync(join(folder, 'jwt_secret'), 'utf8');
    expect(makeSecrets()).toBe('');
    expect(readFileSync(join(folder, 'jwt_secret'), 'utf8')).toBe(before);
    expect([folder, join(folder, 'jwt_secret')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o644]);

    const inImage = deployment.image.variables;
    const given = { ...inImage, PUBLIC_URL: 'https://shop.example.com', AT_USERNAME: 'shop' };
    for (const name of ['api-1', 'api-2', 'worker-1', 'worker-2', 'migrate']) {
      const text = JSON.stringify(deployment.compose.services[name].environment);
      const environment = JSON.parse(
        text.replaceAll('/run/secrets', folder).replaceAll(/\$\{FRONT_SUBNET:-(.+?)\}/g, '$1'),
      );
      const config =
        name === 'migrate'
          ? loadMigrationConfig({ ...inImage, ...environment })
          : loadConfig({ ...given, ...environment });
      expect([name, config.DATABASE_PASSWORD?.length, config.MIGRATION_DATABASE_PASSWORD?.length]).toEqual([
        name,
        64,
        name === 'migrate' ? 64 : undefined,
      ]);
    }
  });
});
