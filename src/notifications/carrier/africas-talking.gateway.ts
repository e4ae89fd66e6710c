import { readAccount, readAccountFailure } from './account-answer.js';
import { CarrierAccount } from './carrier-account.js';
import { readFailure } from './carrier-failure.js';
import { callCarrierAt, limitCarrierHttp } from './carrier-http.js';
import { readReply } from './carrier-reply.js';
import { type AccountAnswer, type CarrierOutcome, SmsGateway } from './sms.gateway.js';

/** Loads the package and connects the account to it. */
async function connect({ username, apiKey }: CarrierAccount, timeoutSeconds: number) {
  const { default: africasTalking } = await import('africastalking');
  const { default: addresses } = await import('africastalking/lib/common.js');
  limitCarrierHttp(timeoutSeconds);
  const { SMS: sms, APPLICATION: application } = africasTalking({ username, apiKey });
  return { sms, application, addresses };
}

/**
 * Africa's Talking, through its own package.
 * - The package neither limits its calls nor looks at what becomes of a recipient, so both are done
 *   here.
 * - It takes 20 MB of memory, so it is loaded for the first SMS.
 */
export class AfricasTalkingGateway extends SmsGateway {
  private connected?: ReturnType<typeof connect>;

  constructor(
    private readonly account: CarrierAccount,
    private readonly timeoutSeconds: number,
  ) {
    super();
  }

  async send(phone: string, body: string): Promise<CarrierOutcome> {
    const carrier = await this.connect();
    if (carrier === null) return { kind: 'unreachable', reason: 'the package africastalking could not be loaded' };
    const { sms, addresses } = carrier;
    try {
      // The package keeps one address for the process, and reads it synchronously at each call.
      addresses.SMS_URL = `${this.account.baseUrl()}/version1/messaging`;
      return readReply(await sms.send({ to: phone, message: body, from: this.account.senderId }));
    } catch (failure) {
      return readFailure(failure, new Date());
    }
  }

  async readAccount(): Promise<AccountAnswer> {
    const carrier = await this.connect();
    if (carrier === null) return { kind: 'unreachable' };
    try {
      const { application } = carrier;
      const call = () => application.fetchApplicationData();
      return readAccount(await callCarrierAt(this.account.baseUrl(), this.timeoutSeconds, call));
    } catch (failure) {
      return readAccountFailure(failure, new Date());
    }
  }

  private async connect(): Promise<Awaited<ReturnType<typeof connect>> | null> {
    this.connected ??= connect(this.account, this.timeoutSeconds);
    const carrier = await this.connected.catch(() => null);
    if (carrier === null) this.connected = undefined;
    return carrier;
  }
}
