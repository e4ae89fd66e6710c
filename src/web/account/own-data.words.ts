import type { Translated } from '../kit/language.js';

const en = {
  heading: 'My data',
  copyWhy: 'A copy of everything that the shop holds about you, as a file.',
  copy: 'Download my data',
  erase: 'Ask the shop to erase me',
  title: 'Erase my data',
  what: 'The shop takes away your name, phone number, e-mail, ways to sign in, and the texts that it sent you.',
  stays: 'What you bought, for how much and on which day stays, without your name.',
  after: 'Nothing happens at once. The shop sees that you asked, settles open orders, and then erases you.',
  lost: 'After that you cannot sign in to this account any more, and nobody can bring it back.',
  confirm: 'Yes, ask the shop to erase me',
  back: 'No, go back to my profile',
  asked: (at: string) => `On ${at} you asked the shop to erase you.`,
  withdraw: 'I have changed my mind: keep my data',
};

const sw: typeof en = {
  heading: 'Taarifa zangu',
  copyWhy: 'Nakala ya taarifa zote ambazo duka linazo kukuhusu, kama faili.',
  copy: 'Pakua taarifa zangu',
  erase: 'Omba duka linifute',
  title: 'Futa taarifa zangu',
  what: 'Duka litaondoa jina lako, namba ya simu, barua pepe, njia zako za kuingia, na ujumbe uliotumiwa.',
  stays: 'Ulichonunua, kwa bei gani na siku gani vitabaki, bila jina lako.',
  after: 'Hakuna kinachofanyika papo hapo. Duka litaona ombi lako, litamaliza oda zilizobaki, kisha litakufuta.',
  lost: 'Baada ya hapo huwezi tena kuingia kwenye akaunti hii, na hakuna anayeweza kuirudisha.',
  confirm: 'Ndiyo, omba duka linifute',
  back: 'Hapana, rudi kwenye wasifu wangu',
  asked: (at) => `Tarehe ${at} uliomba duka likufute.`,
  withdraw: 'Nimebadili nia: hifadhi taarifa zangu',
};

export const ownDataWords: Translated<typeof en> = { en, sw };
