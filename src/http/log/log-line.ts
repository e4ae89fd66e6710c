/** What a line is about. Each is a field of its own, by which lines are found. */
export interface LoggedIds {
  readonly order_id?: string | undefined;
  readonly notification_id?: string | undefined;
}

/** A log line that is about an order or a notification. Nest's logger takes it as a message. */
export class LogLine {
  constructor(
    private readonly words: string,
    readonly ids: LoggedIds,
  ) {}

  toString(): string {
    return this.words;
  }
}

/** The ids of a notification, and of its order if it has one. */
export const idsOfNotification = ({
  id,
  order_id,
}: {
  readonly id: string;
  readonly order_id?: string | null;
}): LoggedIds => ({
  notification_id: id,
  order_id: order_id ?? undefined,
});
