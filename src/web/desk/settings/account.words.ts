import type { AccountAnswer } from '../../../notifications/carrier/sms.gateway.js';
import type { Translated } from '../../kit/language.js';

type Failure = Exclude<AccountAnswer['kind'], 'balance'>;

const en = {
  title: 'Account for SMS',
  intro: 'SMS go out through Africa’s Talking, and are paid from the airtime of the shop’s account there.',
  check: 'Check the account',
  again: 'Check again',
  left: (money: string, sms: string | null) =>
    `Africa’s Talking says: ${money} left${sms === null ? '' : `, about ${sms} SMS`}.`,
  soon: 'Top it up soon.',
  failures: {
    refused:
      'Africa’s Talking does not know our user name and key. No SMS goes out until whoever runs this service mends AT_USERNAME or AT_API_KEY.',
    unreachable:
      'Africa’s Talking could not be reached. Try again in a few minutes. SMS wait, and go out by themselves.',
    silent: 'Africa’s Talking did not answer in time. Try again in a few minutes.',
    odd: 'Something else than Africa’s Talking’s account answered. Try again. If it stays so, tell whoever runs this service.',
  } satisfies Record<Failure, string>,
  held: 'SMS are held back at the moment, since the last ones were not taken. They are tried again by themselves.',
  test: 'Send a test SMS',
  testIntro: 'It goes to your own phone, and shows that SMS arrive.',
  says: 'It says',
  costs: (cost: string) => `It costs ${cost} at most, and counts towards the budget of the day.`,
  number: 'Number of your phone',
  numberHint: 'Such as 0712 345 678',
  numberFault: 'Write a phone number, such as 0712 345 678.',
  noSmsFault: 'No SMS goes to this number. Write a mobile number of the shop’s country.',
  limited: (minutes: number) => `You may send 5 test SMS in an hour. Try again in ${minutes} min.`,
  send: 'Send test SMS',
  sent: (phone: string) => `Test SMS to ${phone}`,
  paid: (cost: string) => `It cost ${cost}.`,
  look: 'Look again',
};

const sw: typeof en = {
  title: 'Akaunti ya SMS',
  intro: 'SMS zinatumwa kupitia Africa’s Talking, na zinalipwa kwa salio la akaunti ya duka huko.',
  check: 'Angalia akaunti',
  again: 'Angalia tena',
  left: (money, sms) => `Africa’s Talking inasema: zimebaki ${money}${sms === null ? '' : `, kama SMS ${sms}`}.`,
  soon: 'Ongeza salio mapema.',
  failures: {
    refused:
      'Africa’s Talking haitambui jina na ufunguo wetu. Hakuna SMS inayotumwa mpaka anayesimamia huduma hii arekebishe AT_USERNAME au AT_API_KEY.',
    unreachable:
      'Africa’s Talking haipatikani. Jaribu tena baada ya dakika chache. SMS zinasubiri, na zitatumwa zenyewe.',
    silent: 'Africa’s Talking haikujibu kwa wakati. Jaribu tena baada ya dakika chache.',
    odd: 'Kilichojibu si akaunti ya Africa’s Talking. Jaribu tena. Ikiendelea hivyo, mjulishe anayesimamia huduma hii.',
  },
  held: 'SMS zimezuiwa kwa sasa, kwa kuwa za mwisho hazikupokelewa. Zitajaribiwa tena zenyewe.',
  test: 'Tuma SMS ya majaribio',
  testIntro: 'Inaenda kwenye simu yako mwenyewe, na inaonyesha kwamba SMS zinafika.',
  says: 'Inasema',
  costs: (cost) => `Gharama haizidi ${cost}, na inahesabiwa kwenye bajeti ya siku.`,
  number: 'Namba ya simu yako',
  numberHint: 'Kama 0712 345 678',
  numberFault: 'Andika namba ya simu, kama 0712 345 678.',
  noSmsFault: 'Namba hii haipokei SMS. Andika namba ya simu ya mkononi ya nchi ya duka.',
  limited: (minutes) => `Unaweza kutuma SMS 5 za majaribio kwa saa moja. Jaribu tena baada ya dakika ${minutes}.`,
  send: 'Tuma SMS ya majaribio',
  sent: (phone) => `SMS ya majaribio kwa ${phone}`,
  paid: (cost) => `Imegharimu ${cost}.`,
  look: 'Angalia tena',
};

/** Words about the account at the carrier, and the test SMS. */
export const accountWords: Translated<typeof en> = { en, sw };
