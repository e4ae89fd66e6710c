import type { Config } from './config.js';
import { writeHost } from './public-host.js';
import { listStartFacts, type StartAddresses, type StartFact, writeRegistration } from './start-facts.js';

/**
 * What a start says: where the service and the sandbox's phones are, and the next thing to try.
 * Development also shows the settings, and a command that registers an admin.
 */
export function welcome(config: Readonly<Config>, addresses: StartAddresses): string {
  const { port } = addresses;
  if (config.NODE_ENV === 'production') return `Agiza listens at http://${writeHost(config.HOST)}:${port}`;
  return `
${writeFacts(listStartFacts(config, addresses))}

Try this next, to become an admin and get a token:

  ${writeRegistration(config, port)}
`;
}

/** One line a fact. The values stand below each other. */
const writeFacts = (facts: readonly StartFact[]): string =>
  facts
    .map(({ name, value, note }, place) => {
      const shown = name === facts[place - 1]?.name ? '' : name;
      return `${shown.padEnd(16)}  ${value}${note === undefined ? '' : `   (${note})`}`;
    })
    .join('\n');
