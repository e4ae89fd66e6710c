/** Versions of Node that are tested. package.json allows all of them. */
const NODE_VERSIONS = ['20', '22', '24'];

/** An action that cannot change, with the version for those who read it. */
const PINNED_ACTION = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/**
 * What is wrong with the workflows, by our own rules.
 * @param {Record<string, string>} texts by the name of the file
 * @param {Record<string, object>} workflows the same as objects
 * @returns {string[]}
 */
export function findWorkflowFaults(texts, workflows) {
  const own = Object.keys(texts).flatMap((name) =>
    findOwnFaults(texts[name], workflows[name]).map((fault) => `${name} ${fault}`),
  );
  const versions = workflows['test.yml']?.jobs.check?.strategy?.matrix?.node ?? [];
  const image = workflows['image.yml']?.jobs.image ?? { steps: [] };
  const push = image.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'));
  const rules = [
    [versions.join() === NODE_VERSIONS.join(), `test.yml must test Node ${NODE_VERSIONS.join(', ')}`],
    [
      workflows['deploy.yml']?.jobs.deploy?.environment !== undefined,
      'deploy.yml deploys without the approval of an environment',
    ],
    [push?.with.provenance === 'mode=max', 'image.yml makes an image without its provenance'],
    [
      image.steps.some(({ uses }) => uses?.startsWith('actions/attest-build-provenance@')),
      'image.yml signs no statement of where the image comes from',
    ],
    [image.needs === 'check', 'image.yml makes an image of what was not tested'],
  ];
  return [...own, ...rules.filter(([holds]) => !holds).map(([, sentence]) => sentence)].map(
    (fault) => `.github/workflows: ${fault}`,
  );
}

function findOwnFaults(text, { permissions, jobs }) {
  const loose = text.split('\n').filter((line) => /\buses:/.test(line) && !PINNED_ACTION.test(line));
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const rules = [
    [loose.length === 0, `has actions without a commit and a version: ${loose.map((line) => line.trim()).join('; ')}`],
    [JSON.stringify(permissions) === '{"contents":"read"}', 'must begin with the permission contents: read alone'],
    [Object.values(jobs).every((job) => job['timeout-minutes'] !== undefined), 'has a job without timeout-minutes'],
    [
      steps.every(({ run = '' }) => !run.includes('${{')),
      'puts an expression into a script: pass it by env, so that nobody can add commands',
    ],
    [
      steps.every(
        ({ uses = '', with: given }) =>
          !uses.startsWith('actions/checkout@') || given?.['persist-credentials'] === false,
      ),
      'leaves its token in the checkout',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}
