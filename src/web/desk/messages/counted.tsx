import type { JSX } from 'preact';
import { COUNTED_MOST } from '../../../notifications/attention/attention.repository.js';
import { Badge } from '../../kit/badge.js';
import { useFormats } from '../../kit/formats.js';

/** Writes a number that was counted no further than {@link COUNTED_MOST}: "1,000+" beyond it. */
export function useCounted(): (notifications: number) => string {
  const { count } = useFormats();
  return (notifications) => (notifications > COUNTED_MOST ? `${count(COUNTED_MOST)}+` : count(notifications));
}

interface NeedingBadgeProps {
  readonly notifications: number;
}

/** How many notifications need somebody. */
export function NeedingBadge({ notifications }: NeedingBadgeProps): JSX.Element {
  return <Badge tone={notifications === 0 ? 'good' : 'bad'}>{useCounted()(notifications)}</Badge>;
}
