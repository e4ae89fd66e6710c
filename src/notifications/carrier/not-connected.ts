/** The carrier's address did not take the connection in time, so nothing was sent. */
export class NotConnected extends Error {
  readonly code = 'ECONNTIMEOUT';

  constructor() {
    super('no connection in time');
  }
}
