import { type Answer, type ApiClient, CapturedLog, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

export const PHONE = '+254719485369';

/** Secrets that requests hold and no log line may hold. */
export const CANARIES = {
  password: 'canary-password-////',
  key: 'canary-admin-key-0001',
  cookie: 'canary-cookie-value',
  digits: '719485369',
  otherDigits: '20271234',
  email: 'canary.owner@example.com',
  item: 'canary item',
};

export const CREDENTIALS = { email: CANARIES.email, password: CANARIES.password, api_key: CANARIES.key };

const COOKIE = { Cookie: `session=${CANARIES.cookie}` };

export interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly request_id?: string;
  readonly status?: number;
  readonly route?: string;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly err?: { readonly message: string; readonly stack: string };
}

/** An application with LOG_LEVEL=debug, its log, and callers whose requests hold the secrets. */
export class LoggedApp {
  private constructor(
    readonly at: TestApp,
    readonly log: CapturedLog,
    /** The client of an admin with the credentials. */
    readonly api: ApiClient,
    readonly adminId: string,
  ) {}

  static async start(): Promise<LoggedApp> {
    const log = new CapturedLog();
    const at = await startApp({ LOG_LEVEL: 'debug', ADMIN_API_KEYS: CANARIES.key }, log);
    const registered = await at.as().post('/api/auth/admin-register/', { ...CREDENTIALS, phone_number: PHONE });
    return new LoggedApp(at, log, at.as(registered.json.token), registered.json.user_id);
  }

  /** Posts without a token unless a caller is given. */
  post(path: string, body: object, caller = this.at.as()): Promise<Answer> {
    return caller.post(path, body, COOKIE);
  }

  /** Reads as the admin. */
  get(path: string): Promise<Answer> {
    return this.api.get(path, COOKIE);
  }

  /** Every line that was written. Each must be a JSON object. */
  lines(): Line[] {
    return this.log.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Waits for the lines of one request. The last one is written when the answer has left. */
  async linesOf(answer: Answer): Promise<Line[]> {
    const id = answer.headers.get('x-request-id');
    const isWritten = () => this.lines().some((line) => line.request_id === id && line.status);
    await waitFor(isWritten, (is) => is);
    return this.lines().filter((line) => line.request_id === id);
  }

  /** The secrets that the log holds. */
  leaked(): string[] {
    return [...Object.values(CANARIES), this.api.token].filter((secret) => this.log.text.includes(secret));
  }
}
