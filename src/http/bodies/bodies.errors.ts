import { AppError } from '../../errors.js';

/** The Content-Type names a charset that we cannot decode, or several different ones. */
export class CharsetUnknown extends AppError {
  readonly fault = 'unsupported';
  readonly code = 'charset-unknown';

  /** @param named the charset as the client wrote it; 60 characters of it are shown */
  constructor(named: string) {
    const shown = named.slice(0, 60).toWellFormed();
    super(
      `The charset ${JSON.stringify(shown)} of the Content-Type is not known here. ` +
        'Send the body as UTF-8, with Content-Type: application/json; charset=utf-8.',
    );
  }
}

/** The body is compressed, or encoded in some other way that its Content-Encoding names. */
export class BodyEncoded extends AppError {
  readonly fault = 'unsupported';
  readonly code = 'body-encoded';
  /** RFC 9110, 15.5.16: the answer says which content codings are taken. */
  override readonly acceptEncoding = 'identity';

  constructor() {
    super('Send the body as it is, not compressed, and without Content-Encoding. A charset belongs in Content-Type.');
  }
}
