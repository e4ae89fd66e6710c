/** An image whose content cannot change. */
export const PINNED = /@sha256:[0-9a-f]{64}$/;

/**
 * @param {string} text of the Dockerfile
 * @returns {{ keyword: string, rest: string }[]}
 */
export function parseDockerfile(text) {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { keyword: keyword.toUpperCase(), rest };
    });
}

/** What the image says of itself: user, port, folder of data, and the path that its health check asks. */
export function describeImage(text) {
  const last = (wanted) => parseDockerfile(text).findLast(({ keyword }) => keyword === wanted)?.rest ?? '';
  const variables = Object.fromEntries(
    [...last('ENV').matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  const [, path = ''] = /(\/\w+)`\)/.exec(last('HEALTHCHECK')) ?? [];
  return { user: last('USER'), port: last('EXPOSE'), variables, path, command: last('CMD') };
}

/** @returns {string[]} */
export function findImageFaults(text) {
  const lines = parseDockerfile(text);
  const bases = lines.filter(({ keyword }) => keyword === 'FROM').map(({ rest }) => rest.split(' ')[0]);
  const { user, port, variables, path, command } = describeImage(text);
  const rules = [
    [bases.length > 1, 'has one stage: build in another, so that the image has no development packages'],
    [bases.every((base) => PINNED.test(base)), 'has a base without a digest'],
    [new Set(bases).size === 1, 'has two bases: what was built for one may not run on the other'],
    [
      /^[1-9]\d*:0$/.test(user),
      'must set USER to a number other than 0, with the group 0: an arbitrary id has that group',
    ],
    [port === variables.PORT, 'has another port in EXPOSE than in PORT'],
    [variables.HOST === '0.0.0.0', 'must set HOST=0.0.0.0: nobody reaches 127.0.0.1 of a container'],
    [variables.NODE_ENV === 'production', 'must set NODE_ENV=production'],
    [path === '/readyz', 'must ask /readyz in its HEALTHCHECK'],
    [isExecForm(command), 'must write CMD as a JSON list: a shell in between keeps signals from Node'],
    [lines.every(({ keyword }) => keyword !== 'ADD' && keyword !== 'VOLUME'), 'must have neither ADD nor VOLUME'],
    [
      lines.every(({ keyword, rest }) => keyword !== 'ARG' || !/secret|password|token|key/i.test(rest)),
      'has a secret in ARG',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => `Dockerfile ${sentence}`);
}

function isExecForm(command) {
  try {
    return Array.isArray(JSON.parse(command));
  } catch {
    return false;
  }
}
