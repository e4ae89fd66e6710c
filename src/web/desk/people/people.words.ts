import type { Translated } from '../../kit/language.js';

const en = {
  title: 'People',
  intro: 'They signed in and wait for the shop to add their number. With a number, a person becomes a customer.',
  caption: 'People who wait for a number, newest first',
  empty: 'Nobody is waiting',
  emptyText: 'Whoever signs in for the first time appears here, until the shop adds a phone number.',
  person: 'Person',
  noName: 'No name',
  email: 'E-mail',
  none: 'none',
  waysIn: 'Signs in with',
  since: 'Since',
  number: 'Number',
  numberOf: (name: string) => `Phone number of ${name}`,
  numberHint: 'As you dial it, such as 0712 345678',
  make: 'Make customer',
  fault: 'This is no phone number. Write it as you dial it, such as 0712 345678.',
  held: (name: string, code: string) => `This number belongs to a customer already: ${name}, code ${code}.`,
  heldWhy:
    'If both are one person, join them. The person then sees the orders of that customer. If not, correct the number.',
  join: (name: string, code: string) => `Yes, join with ${name} (${code})`,
  see: 'See that customer',
  heldByAccount: (name: string, code: string) =>
    `This number belongs to ${name}, code ${code}, who has another account. Take that account away first if it is wrong.`,
  taken: 'This number belongs to another account already.',
  notHeld: 'No customer has this number any more. Press again to make a new customer.',
  already: 'This person is a customer already:',
  back: 'People',
};

const sw: typeof en = {
  title: 'Watu',
  intro: 'Wameingia na wanasubiri duka liongeze namba yao ya simu. Akipata namba, mtu anakuwa mteja.',
  caption: 'Watu wanaosubiri namba, wapya kwanza',
  empty: 'Hakuna anayesubiri',
  emptyText: 'Anayeingia kwa mara ya kwanza anaonekana hapa, mpaka duka liongeze namba yake ya simu.',
  person: 'Mtu',
  noName: 'Hana jina',
  email: 'Barua pepe',
  none: 'hana',
  waysIn: 'Anaingia kwa',
  since: 'Tangu',
  number: 'Namba',
  numberOf: (name) => `Namba ya simu ya ${name}`,
  numberHint: 'Kama unavyoipiga, kama 0712 345678',
  make: 'Mfanye mteja',
  fault: 'Hii si namba ya simu. Iandike kama unavyoipiga, kama 0712 345678.',
  held: (name, code) => `Namba hii tayari ni ya mteja: ${name}, msimbo ${code}.`,
  heldWhy: 'Kama ni mtu mmoja, waunganishe. Mtu huyu ataona oda za mteja huyo. Kama sivyo, sahihisha namba.',
  join: (name, code) => `Ndiyo, unganisha na ${name} (${code})`,
  see: 'Mwone mteja huyo',
  heldByAccount: (name, code) =>
    `Namba hii ni ya ${name}, msimbo ${code}, mwenye akaunti nyingine. Ondoa akaunti hiyo kwanza kama si sahihi.`,
  taken: 'Namba hii tayari ni ya akaunti nyingine.',
  notHeld: 'Hakuna mteja mwenye namba hii tena. Bonyeza tena ili kuongeza mteja mpya.',
  already: 'Mtu huyu tayari ni mteja:',
  back: 'Watu',
};

/** Words of the pages about people who wait for a number. */
export const peopleWords: Translated<typeof en> = { en, sw };
