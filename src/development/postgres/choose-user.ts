import { readFile, stat } from 'node:fs/promises';
import { type RunAs, run } from './program.js';
import { EmbeddedPostgresError } from './start-failure.js';

const PROBE_TIMEOUT_MS = 5_000;
const HAND_OVER_TIMEOUT_MS = 30_000;

/**
 * Chooses the user that PostgreSQL runs as, because it refuses to run as root.
 * - Root becomes the owner of the data directory `data`, or else `postgres`, or else `nobody`.
 * - Every other user keeps their own name.
 * - When that user cannot reach `paths`, such as a project under /root, the programs keep one
 *   capability, CAP_DAC_OVERRIDE.
 * @throws EmbeddedPostgresError when that needs `setpriv` and it does not work here
 */
export async function chooseUser(data: string, paths: readonly string[]): Promise<RunAs> {
  if (process.geteuid?.() !== 0) return {};
  const owner = await stat(data).catch(() => null);
  const user = owner?.uid
    ? { uid: owner.uid, gid: owner.gid }
    : ((await findAccount('postgres')) ?? (await findAccount('nobody')) ?? { uid: 65534, gid: 65534 });
  // A data directory that root owns is a copy that root made.
  if (owner?.uid === 0) await run({}, 'chown', ['-Rh', `${user.uid}:${user.gid}`, data], HAND_OVER_TIMEOUT_MS);
  if (await canReach({ user }, paths)) return { user };
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  // PostgreSQL asks access(2) about its own programs. Without this secure bit, access(2) ignores
  // capabilities (Linux, fs/open.c).
  const through = ['setpriv', ...ids, '--securebits=+no_setuid_fixup', ...capability, '--'];
  if (await canReach({ user, through }, paths)) return { user, through };
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the user ${user.uid} that it would run as cannot reach ${paths.join(' and ')}: ` +
      'run Agiza as an ordinary user, or install setpriv (util-linux), or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function findAccount(name: string): Promise<RunAs['user'] | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] = accounts.match(new RegExp(`^${name}:.*$`, 'm'))?.[0].split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

/**
 * Whether a shell of that user can enter all `paths`.
 * Mode bits do not say so where there are access control lists or network file systems.
 */
async function canReach(as: RunAs, paths: readonly string[]): Promise<boolean> {
  const everyOne = 'for path; do test -x "$path" || exit 1; done';
  return run(as, '/bin/sh', ['-c', everyOne, 'sh', ...paths], PROBE_TIMEOUT_MS).then(
    () => true,
    () => false,
  );
}
