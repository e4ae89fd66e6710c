import { CarrierAccount } from './carrier-account.js';
import { outcomeOfFailure } from './carrier-failure.js';
import { limitCarrierHttp } from './carrier-http.js';
import { outcomeOfReply } from './carrier-reply.js';
import { type CarrierOutcome, SmsGateway } from './sms.gateway.js';

/** Loads the package and connects the account to it. */
async function connect({ username, apiKey }: CarrierAccount, timeoutSeconds: number) {
  const { default: africasTalking } = await import('africastalking');
  const { default: addresses } = await import('africastalking/lib/common.js');
  limitCarrierHttp(timeoutSeconds);
  return { sms: africasTalking({ username, apiKey }).SMS, addresses };
}

/**
 * Africa's Talking, through its own package, which neither limits its calls nor looks at what becomes of a recipient. It brings 20 MB with it, so it is
 * loaded for the first text.
 */
export class AfricasTalkingGateway extends SmsGateway {
  private connected?: ReturnType<typeof connect>;

  constructor(
    private readonly account: CarrierAccount,
    private readonly timeoutSeconds: number,
  ) {
    super();
  }

  async send(phone: string, text: string): Promise<CarrierOutcome> {
    this.connected ??= connect(this.account, this.timeoutSeconds);
    const carrier = await this.connected.catch(() => undefined);
    if (carrier === undefined) {
      this.connected = undefined;
      return { kind: 'unreachable', reason: 'the package africastalking could not be loaded' };
    }
    const { sms, addresses } = carrier;
    try {
      // The package reads its one address, which is the process's, synchronously at each call.
      addresses.SMS_URL = `${this.account.baseUrl()}/version1/messaging`;
      return outcomeOfReply(await sms.send({ to: phone, message: text, from: this.account.senderId }));
    } catch (failure) {
      return outcomeOfFailure(failure, new Date());
    }
  }
}
