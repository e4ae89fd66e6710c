import type { JSX } from 'preact';
import type { EventRow } from '../../../actor.js';
import { useWords } from '../../kit/page-context.js';
import { historyWords } from './history.words.js';

interface WhoProps {
  readonly event: Pick<EventRow, 'actor_kind' | 'actor_id' | 'via'>;
  /** What to call people and programs, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Who did something, by name, and by which way. Nothing when nobody knows. */
export function Who({ event: { actor_kind: kind, actor_id: id, via }, names }: WhoProps): JSX.Element | null {
  const words = useWords(historyWords);
  if (kind === null) return null;
  const name = id === null ? undefined : names.get(id);
  const kinds: Readonly<Record<string, string>> = words.kinds;
  const written = kind === 'key' && name !== undefined ? words.program(name) : (name ?? kinds[kind] ?? kind);
  return <>{[written, via === null ? '' : words.ways[via]].filter(Boolean).join(', ')}</>;
}
