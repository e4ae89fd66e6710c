import { PINNED } from './image-rules.js';
import { findVariableFaults } from './variables.js';

/** Seconds in which a process takes requests after SIGTERM, and in which it ends: src/main.ts. */
export const DRAIN_SECONDS = 12;

/** Whether a service runs the image of Agiza. */
const isOurs = ({ image }) => String(image).startsWith('${AGIZA_IMAGE');

/**
 * What is wrong with docker-compose.yml.
 * @param compose the document
 * @param {{ names: string[], secrets: string[] }} variables of the service
 * @param {{ dataFolder: string, madeSecrets: string[] }} other what the image and the script of secrets have
 * @returns {string[]}
 */
export function findComposeFaults(compose, variables, other) {
  const services = Object.entries(compose.services).map(([name, service]) => ({ name, ...service }));
  return [
    ...services.flatMap((service) => findServiceFaults(service).map((fault) => `${service.name} ${fault}`)),
    ...services
      .filter(isOurs)
      .flatMap((service) => findOwnFaults(service, variables).map((fault) => `${service.name} ${fault}`)),
    ...findSetFaults(services, compose, other),
  ].map((fault) => `docker-compose.yml: ${fault}`);
}

function findServiceFaults(service) {
  const { image, logging, deploy, security_opt: options = [], ports, name, restart } = service;
  const limits = deploy?.resources?.limits ?? {};
  const rules = [
    [isOurs(service) || PINNED.test(image), 'has an image without a digest'],
    [
      logging?.options?.['max-size'] !== undefined && logging.options['max-file'] !== undefined,
      'has a log without an end',
    ],
    [limits.memory !== undefined && limits.cpus !== undefined && limits.pids !== undefined, 'has no limits'],
    [options.includes('no-new-privileges:true'), 'lacks no-new-privileges'],
    [ports === undefined || name === 'proxy', 'is open to the network: the proxy alone is'],
    [restart === (name === 'migrate' ? 'no' : 'unless-stopped'), 'has the wrong restart'],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

function findOwnFaults(service, variables) {
  const { environment = {}, secrets = [], read_only: readOnly, cap_drop: dropped = [] } = service;
  const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
  const unmounted = files.filter(([, path]) => !secrets.some((secret) => path === `/run/secrets/${secret}`));
  const rules = [
    [readOnly === true, 'may write to its root file system'],
    [dropped.includes('ALL'), 'keeps capabilities'],
    [parseInt(service.stop_grace_period, 10) > DRAIN_SECONDS, 'is killed before it has ended'],
    [
      unmounted.length === 0,
      `reads files that are not among its secrets: ${unmounted.map(([name]) => name).join(', ')}`,
    ],
  ];
  return [
    ...findVariableFaults(environment, variables),
    ...rules.filter(([holds]) => !holds).map(([, sentence]) => sentence),
  ];
}

function findSetFaults(services, { networks, secrets, volumes }, { dataFolder, madeSecrets }) {
  const byName = Object.fromEntries(services.map((service) => [service.name, service]));
  const withRole = (role) => services.filter(({ environment }) => environment?.ROLE === role);
  const workers = withRole('worker');
  const ownVolumes = workers.map(({ volumes: mounts = [] }) =>
    mounts.find((mount) => mount.endsWith(`:${dataFolder}`)),
  );
  const owners = services.filter(({ environment = {} }) => 'MIGRATION_DATABASE_URL' in environment);
  const [subnet] = networks.front.ipam.config.map((config) => config.subnet);
  const rules = [
    [withRole('api').length === 2 && workers.length === 2, 'must have two processes for HTTP and two workers'],
    [
      [...withRole('api'), ...workers].every(
        ({ depends_on: others }) => others?.migrate?.condition === 'service_completed_successfully',
      ),
      'has a process that does not wait until migrate has succeeded',
    ],
    [byName.migrate?.depends_on?.database?.condition === 'service_healthy', 'migrates before the database is healthy'],
    [owners.map(({ name }) => name).join() === 'migrate', 'gives the owner of the tables to more than migrate'],
    [
      new Set(ownVolumes).size === workers.length && !ownVolumes.includes(undefined),
      `has workers that share ${dataFolder}`,
    ],
    [ownVolumes.every((mount) => String(mount).split(':')[0] in volumes), 'has a worker whose volume is not declared'],
    [
      withRole('api').every(({ environment }) => environment.TRUST_PROXY === subnet),
      'trusts other addresses than those of the network of the proxy',
    ],
    [networks.database?.internal === true, 'lets the database into the internet'],
    [
      Object.entries(secrets).every(([name, { file }]) => file === `./secrets/${name}` && madeSecrets.includes(name)),
      'has a secret that docker/make-secrets.sh does not make',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

/** Names of the secrets that docker/make-secrets.sh makes. */
export const readMadeSecrets = (script) =>
  [...script.matchAll(/^for name in (.+); do$/gm)].flatMap(([, names]) => names.split(' '));

/**
 * What is wrong with the file that puts a managed PostgreSQL in place of the one of docker-compose.yml.
 * @returns {string[]}
 */
export function findManagedFaults(managed, compose, variables) {
  const services = Object.entries(managed.services);
  const ours = Object.keys(compose.services).filter((name) => isOurs(compose.services[name]));
  const urls = services.flatMap(([, service]) => Object.entries(service?.environment ?? {}));
  const rules = [
    [services.every(([name]) => name in compose.services), 'changes a service that docker-compose.yml does not have'],
    [managed.services.database === null, 'leaves the container of PostgreSQL there'],
    [
      ours.every((name) => managed.services[name]?.environment?.DATABASE_URL !== undefined),
      'leaves a process at the old database',
    ],
    [urls.every(([, url]) => url.includes('?sslmode=verify-full&sslrootcert=')), 'goes to the database without TLS'],
  ];
  return [
    ...urls.flatMap(([name, url]) => findVariableFaults({ [name]: url }, variables)),
    ...rules.filter(([holds]) => !holds).map(([, sentence]) => sentence),
  ].map((fault) => `deploy/ansible/files/managed-database.yml: ${fault}`);
}
