import { DRAIN_SECONDS } from './compose-rules.js';
import { findVariableFaults } from './variables.js';

const WORKLOADS = ['Deployment', 'StatefulSet', 'Job'];

const nameOf = ({ kind, metadata }) => `${kind} ${metadata.name}`;
const only = (manifests, kind) => manifests.filter((manifest) => manifest.kind === kind);

/**
 * What is wrong with the manifests, by our own rules.
 * @param manifests every document, without the instructions of kustomize
 * @param {{ names: string[], secrets: string[] }} variables of the service
 * @param image what `describeImage` gives
 * @param {Record<string, string>} settings of settings.env
 * @returns {string[]}
 */
export function findManifestFaults(manifests, variables, image, settings) {
  const workloads = manifests.filter(({ kind }) => WORKLOADS.includes(kind));
  return [
    ...workloads.flatMap((workload) =>
      findWorkloadFaults(workload, variables, image).map((fault) => `${nameOf(workload)} ${fault}`),
    ),
    ...findVariableFaults(settings, variables).map((fault) => `settings.env: ${fault}`),
    ...findSetFaults(manifests, workloads, settings),
  ].map((fault) => `deploy/kubernetes: ${fault}`);
}

function findWorkloadFaults({ kind, spec }, variables, image) {
  const pod = spec.template.spec;
  const [container] = pod.containers;
  const { env = [], securityContext: own = {}, volumeMounts = [], resources = {} } = container;
  const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const mounted = (path) =>
    volumeMounts.some(({ mountPath, readOnly }) => readOnly && path.startsWith(`${mountPath}/`));
  const unmounted = Object.entries(given).filter(([name, path]) => name.endsWith('_FILE') && !mounted(path));
  const lost = volumeMounts.filter(
    ({ name }) => ![...(pod.volumes ?? []), ...claimsOf(spec)].some((volume) => volume.name === name),
  );
  const rules = [
    [pod.containers.length === 1 && container.image === 'agiza', 'must run the image agiza, which kustomize names'],
    [pod.securityContext?.runAsNonRoot === true, 'may run as root'],
    [pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
    [
      own.allowPrivilegeEscalation === false && own.readOnlyRootFilesystem === true,
      'may gain rights or write to its root',
    ],
    [own.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities'],
    [pod.automountServiceAccountToken === false, "has a token of Kubernetes' API"],
    [pod.enableServiceLinks === false, 'gets variables for each service, some of which look like ours'],
    [resources.requests?.memory !== undefined && resources.limits?.memory !== undefined, 'has no limits'],
    [unmounted.length === 0, `reads files that are not mounted: ${unmounted.map(([name]) => name).join(', ')}`],
    [lost.length === 0, `mounts volumes that are not there: ${lost.map(({ name }) => name).join(', ')}`],
    [given.DATABASE_POOLER === 'on', 'goes through the pooler without DATABASE_POOLER=on'],
    [
      (kind === 'Job') === 'MIGRATION_DATABASE_URL' in given,
      'must know the owner of the tables if it migrates, and only then',
    ],
  ];
  const faults = rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
  if (kind !== 'Job') faults.push(...findProcessFaults(spec, container, given, image));
  return [...findVariableFaults(given, variables), ...faults];
}

const claimsOf = ({ volumeClaimTemplates = [] }) => volumeClaimTemplates.map(({ metadata }) => metadata);

function findProcessFaults(spec, container, given, image) {
  const { template, selector } = spec;
  const [port] = container.ports;
  const asks = (probe, path) => probe?.httpGet?.path === path && probe.httpGet.port === port.name;
  const pause = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const claims = claimsOf(spec).map(({ name }) => name);
  const kept = container.volumeMounts.find(({ mountPath }) => mountPath === image.variables.DATA_DIR);
  const rules = [
    [String(port.containerPort) === image.port, 'has another port than the image'],
    [
      asks(container.startupProbe, '/readyz') && asks(container.readinessProbe, '/readyz'),
      'must ask /readyz when it starts, and whether it is ready',
    ],
    [asks(container.livenessProbe, '/livez'), 'must ask /livez whether it lives'],
    [pause > 0 && template.spec.terminationGracePeriodSeconds > pause + DRAIN_SECONDS, 'is killed before it has ended'],
    [isPart(selector.matchLabels, template.metadata.labels), 'selects other pods than its own'],
    [given.ROLE !== 'worker' || claims.includes(kept?.name), `has no volume of its own at ${image.variables.DATA_DIR}`],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

const isPart = (labels, all) => Object.entries(labels).every(([name, value]) => all?.[name] === value);

function findSetFaults(manifests, workloads, settings) {
  const podLabels = workloads.map(({ spec }) => spec.template.metadata.labels);
  const budgets = only(manifests, 'PodDisruptionBudget');
  const running = workloads.filter(({ kind }) => kind !== 'Job');
  const [cluster] = only(manifests, 'Cluster');
  const [pooler] = only(manifests, 'Pooler');
  const [ingress] = only(manifests, 'Ingress');
  const [scaler] = only(manifests, 'HorizontalPodAutoscaler');
  const { host } = new URL(settings.PUBLIC_URL);
  const closed = only(manifests, 'NetworkPolicy').find(({ spec }) => Object.keys(spec.podSelector).length === 0);
  const names = manifests.map(nameOf);
  const rules = [
    [
      running.every(({ spec }) =>
        budgets.some((budget) => isPart(budget.spec.selector.matchLabels, spec.template.metadata.labels)),
      ),
      'has processes without a PodDisruptionBudget',
    ],
    [
      only(manifests, 'Service').every(({ spec }) => podLabels.some((labels) => isPart(spec.selector, labels))),
      'has a Service without pods',
    ],
    [
      names.includes(`${scaler.spec.scaleTargetRef.kind} ${scaler.spec.scaleTargetRef.name}`),
      'scales what is not there',
    ],
    [scaler.spec.minReplicas >= 2, 'scales down to one process'],
    [
      closed?.spec.policyTypes.join() === 'Ingress,Egress' && closed.spec.ingress === undefined,
      'is not closed by default',
    ],
    [cluster.spec.instances === 3, 'must have three PostgreSQL'],
    [cluster.spec.postgresql.synchronous.dataDurability === 'required', 'may lose acknowledged orders at a fail-over'],
    [cluster.spec.plugins.some(({ isWALArchiver }) => isWALArchiver), 'archives no log of PostgreSQL'],
    [
      only(manifests, 'ScheduledBackup').every(({ spec }) => spec.cluster.name === cluster.metadata.name),
      'backs up another cluster',
    ],
    [
      names.includes(`ObjectStore ${cluster.spec.plugins[0].parameters.barmanObjectName}`),
      'archives to a store that is not there',
    ],
    [
      pooler.spec.pgbouncer.poolMode === 'transaction' &&
        Number(pooler.spec.pgbouncer.parameters.max_prepared_statements) >= 200,
      'has a pooler without prepared statements',
    ],
    [pooler.spec.cluster.name === cluster.metadata.name, 'has a pooler in front of another cluster'],
    [
      [...ingress.spec.rules, ...ingress.spec.tls.flatMap(({ hosts }) => hosts.map((each) => ({ host: each })))].every(
        (rule) => rule.host === host,
      ),
      'answers under another name than PUBLIC_URL',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}
