import type { NotificationStatus } from '../../../notifications/notification.js';
import type { Tone } from '../../kit/badge.js';
import type { Translated } from '../../kit/language.js';

/** What became of an SMS, and what to do about it. */
interface SmsWords {
  readonly state: string;
  /** Empty when nothing is to be done. */
  readonly next: string;
}

const say = (state: string, next = ''): SmsWords => ({ state, next });

const en = {
  queued: say('Waiting to go out'),
  queuedAirtime: say('Waiting to go out', 'Our airtime at the carrier is used up: top it up.'),
  queuedBudget: say('Waiting to go out', "Today's budget for SMS is spent: it goes out tomorrow."),
  queuedCarrier: say('Waiting to go out', 'The carrier does not take it now. It is tried again by itself.'),
  sending: say('Going out'),
  sent: say('With the network, not yet on the phone'),
  delivered: say('On the phone'),
  absent: say('Phone off or out of reach', 'The network has given up: call them.'),
  undelivered: say('Not delivered', 'The network gave up without a clear reason: call them, or send it again.'),
  blocked: say('This phone blocks our sender', 'Ask them to dial *456*9#, option 5.'),
  noSuchNumber: say('No such number', 'Check it with the customer.'),
  notMobile: say('No number for SMS', 'It is a landline, or abroad. Ask for a mobile number, or call them.'),
  airtime: say('Our airtime at the carrier is used up', 'Top it up, then send it again.'),
  refused: say('The carrier refused it', 'Send it again. If it fails once more, ask the carrier.'),
  unreachable: say('The carrier did not take it in time', 'Send it again.'),
  tooLong: say('Too long for the limit that the shop has set', 'Shorten the item, or call them.'),
  unwritable: say('Its words could not be written', 'Call them, and tell whoever looks after this service.'),
  withdrawn: say('Not sent, since the order was cancelled'),
  dropped: say('Not sent after a restored backup', 'It may have gone out before: ask before sending again.'),
  held: say('Held since a backup was restored', 'It may have gone out before: ask before sending again.'),
  unknown: say('Sent, perhaps', 'Ask the customer before sending again.'),
};

/** What a notification's status and reason come to, named for its words. */
export type SmsCause = keyof typeof en;

const sw: typeof en = {
  queued: say('Inasubiri kutumwa'),
  queuedAirtime: say('Inasubiri kutumwa', 'Salio letu la SMS limekwisha: ongeza salio.'),
  queuedBudget: say('Inasubiri kutumwa', 'Bajeti ya SMS ya leo imekwisha: itatumwa kesho.'),
  queuedCarrier: say('Inasubiri kutumwa', 'Kampuni ya SMS haiipokei kwa sasa. Itajaribiwa tena yenyewe.'),
  sending: say('Inatumwa'),
  sent: say('Iko kwenye mtandao, haijafika kwenye simu'),
  delivered: say('Imefika kwenye simu'),
  absent: say('Simu imezimwa au haipatikani', 'Mtandao umekata tamaa: mpigie simu.'),
  undelivered: say('Haikufika', 'Mtandao haukutoa sababu wazi: mpigie simu, au itume tena.'),
  blocked: say('Simu hii inazuia SMS zetu', 'Mwombe apige *456*9#, achague 5.'),
  noSuchNumber: say('Namba hii haipo', 'Ihakikishe na mteja.'),
  notMobile: say('Namba hii haipokei SMS', 'Ni ya mezani au ya nje ya nchi. Omba namba ya simu ya mkononi, au mpigie.'),
  airtime: say('Salio letu la SMS limekwisha', 'Ongeza salio, kisha itume tena.'),
  refused: say('Kampuni ya SMS imeikataa', 'Itume tena. Ikikataliwa tena, iulize kampuni ya SMS.'),
  unreachable: say('Kampuni ya SMS haikuipokea kwa wakati', 'Itume tena.'),
  tooLong: say('Ni ndefu kuliko kikomo cha duka', 'Fupisha bidhaa, au mpigie simu.'),
  unwritable: say('Maneno yake hayakuweza kuandikwa', 'Mpigie simu, na umjulishe anayesimamia huduma hii.'),
  withdrawn: say('Haikutumwa, kwa kuwa oda ilighairiwa'),
  dropped: say('Haikutumwa baada ya kurejesha nakala', 'Huenda ilitumwa kabla: muulize mteja kabla ya kuituma tena.'),
  held: say('Imezuiwa tangu nakala irejeshwe', 'Huenda ilitumwa kabla: muulize mteja kabla ya kuituma tena.'),
  unknown: say('Huenda imetumwa', 'Muulize mteja kabla ya kuituma tena.'),
};

export const smsStateWords: Translated<Readonly<Record<SmsCause, SmsWords>>> = { en, sw };

/**
 * What a part of a reason means, the first that fits.
 * - The words of Africa's Talking, of a refusal and of a delivery report.
 * - Our own, of src/notifications and of the writers.
 */
const CAUSES: readonly (readonly [pattern: RegExp, cause: SmsCause])[] = [
  [/no-balance|InsufficientBalance/i, 'airtime'],
  [/AbsentSubscriber|Expired|UserIsInactive/i, 'absent'],
  [/BlackList|DoNotDisturb/i, 'blocked'],
  [/InvalidPhoneNumber|UserDoesNotExist|NotNetworkSub|AccountSuspended|does not know such numbers/i, 'noSuchNumber'],
  [/no mobile number|UnsupportedNumberType/i, 'notMobile'],
  [/order was cancelled/, 'withdrawn'],
  [/SMS_SEGMENTS_MAX/, 'tooLong'],
  [/its text c|could not be written|no such order/, 'unwritable'],
  [/dropped after a restore/, 'dropped'],
  [/CouldNotRoute|InternalServerError|GatewayError|RejectedByGateway|HTTP (408|429|5\d\d)/, 'unreachable'],
];

const WAITING: Readonly<Partial<Record<SmsCause, SmsCause>>> = {
  airtime: 'queuedAirtime',
  unreachable: 'queuedCarrier',
};

/** How good the news of a status is. */
const TONES: Readonly<Record<NotificationStatus, Tone>> = {
  queued: 'waiting',
  sending: 'waiting',
  sent: 'waiting',
  delivered: 'good',
  undelivered: 'bad',
  failed: 'bad',
  unknown: 'bad',
};

/**
 * What became of an SMS, for staff. {@link smsStateWords} has the words of each cause.
 * @param reason as the notification has it; null when all goes well
 */
export function explainSms(status: NotificationStatus, reason: string | null): { cause: SmsCause; tone: Tone } {
  const cause = causeOf(status, reason ?? '');
  return { cause, tone: cause === 'withdrawn' ? 'neutral' : TONES[status] };
}

function causeOf(status: NotificationStatus, reason: string): SmsCause {
  switch (status) {
    case 'queued': {
      if (/SMS_DAILY_BUDGET/.test(reason)) return 'queuedBudget';
      if (/credentials|address|no connection/.test(reason)) return 'queuedCarrier';
      const named = nameCause(reason);
      return (named && WAITING[named]) ?? 'queued';
    }
    case 'undelivered':
      return nameCause(reason) ?? 'undelivered';
    case 'failed':
      return nameCause(reason) ?? 'refused';
    case 'unknown':
      return reason.includes('restored from a backup') ? 'held' : 'unknown';
    default:
      return status;
  }
}

/** What the first part of a reason means that we know. */
const nameCause = (reason: string): SmsCause | undefined => CAUSES.find(([pattern]) => pattern.test(reason))?.[1];
