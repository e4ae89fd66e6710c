import AfricasTalking from 'africastalking';
import common from 'africastalking/lib/common.js';
import { CarrierAccount } from './carrier-account.js';
import { outcomeOfFailure } from './carrier-failure.js';
import { limitCarrierHttp } from './carrier-http.js';
import { outcomeOfReply } from './carrier-reply.js';
import { type SendOutcome, SmsGateway } from './sms.gateway.js';

/** Africa's Talking, through its own package, which neither limits its calls nor looks at what becomes of a recipient. */
export class AfricasTalkingGateway extends SmsGateway {
  private readonly sms: ReturnType<typeof AfricasTalking>['SMS'];

  constructor(
    private readonly account: CarrierAccount,
    timeoutSeconds: number,
  ) {
    super();
    limitCarrierHttp(timeoutSeconds);
    this.sms = AfricasTalking({ username: account.username, apiKey: account.apiKey }).SMS;
  }

  async send(phone: string, text: string): Promise<SendOutcome> {
    try {
      // The package reads its one address, which is the process's, synchronously at each call.
      common.SMS_URL = `${this.account.baseUrl()}/version1/messaging`;
      return outcomeOfReply(await this.sms.send({ to: phone, message: text, from: this.account.senderId }));
    } catch (failure) {
      return outcomeOfFailure(failure, new Date());
    }
  }
}
