import type { Config } from './config.js';

/** Secrets that the operator makes. The others come from a carrier, a provider or a database. */
const OWN_SECRETS = ['ADMIN_API_KEYS', 'JWT_SECRET', 'SESSION_SECRET', 'AT_CALLBACK_SECRET', 'METRICS_TOKEN'] as const;

/** What people leave in the place of a secret, such as `changeme`, `<secret>` or `${SECRET}`. */
const PLACEHOLDER =
  /^(?:(?:change|replace)[-_ ]?(?:me|this|it|with)|your[-_ ]|your(?:secret|password|key)|(?:my|super)[-_ ]?secret|example|placeholder|insecure|\[.*\]$|<.*>$|\$?\{.*\}$|\$\(|%\w+%$)/i;

/** Whether a text stands where a secret is to come. */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);

/** What makes secrets unsafe in production: a placeholder, or one that two variables share. */
export function findSecretFaults(config: Config): string[] {
  const owners = new Map<string, string>();
  return OWN_SECRETS.flatMap((name) => {
    const secrets = [config[name] ?? []].flat();
    if (secrets.some(isPlaceholder)) return [`${name}: looks like a placeholder; openssl rand -hex 32 makes a secret`];
    const owner = secrets.map((secret) => owners.get(secret)).find((other) => other !== undefined);
    for (const secret of secrets) owners.set(secret, name);
    return owner === undefined ? [] : [`${name}: must not be that of ${owner}; openssl rand -hex 32 makes another`];
  });
}
