import type { JSX } from 'preact';
import { CHANGE_NAMES, type ChangeName } from '../../../orders/changes/changes.service.js';

interface LiveSourceProps {
  /** What the page shows, by {@link ChangesService.mark}. */
  readonly mark: string;
}

/**
 * Has the page told of changes, by the event `orders` or `notifications` that rises from it.
 * - It needs a script. Refused or cut off, it is tried again.
 * - A tab that was opened in the background is told once it is looked at.
 */
export function LiveSource({ mark }: LiveSourceProps): JSX.Element {
  const attributes = {
    'hx-sse:connect': `/desk/stream?since=${mark}`,
    'hx-trigger': 'load, every 30s, visibilitychange from:document',
    'hx-swap': 'none',
    'hx-config': 'sse.reconnectMaxDelay:15s',
  };
  return <div id="live" {...attributes} />;
}

/**
 * The attributes of a part that fetches itself again when something changed. Events that come
 * together count once.
 * @param path of the page that the part is of, or of the part alone
 * @param names of the changes that concern it
 */
export const liveAttributes = (
  path: string,
  names: readonly ChangeName[] = CHANGE_NAMES,
): Readonly<Record<string, string>> => ({
  'data-live': '',
  'hx-get': path,
  'hx-trigger': [...names.map((name) => `${name} from:body delay:100ms`), 'stale'].join(', '),
  'hx-swap': 'outerMorph',
  'hx-sync': 'this:queue last',
  // The next change may find the service well again.
  'hx-status:4xx': 'swap:none',
  'hx-status:5xx': 'swap:none',
});
