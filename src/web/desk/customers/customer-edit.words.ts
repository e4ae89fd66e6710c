import type { Translated } from '../../kit/language.js';

const en = {
  title: (name: string) => `Correct ${name}`,
  name: 'Name',
  nameFault: 'Write the name on one line, with 100 characters at most.',
  phone: 'Phone number',
  phoneHint: 'Texts that have not gone out yet go to the new number. The old one stays in the history.',
  accountHint: (account: string) => `The account ${account} gets the new number too.`,
  anAccount: 'of this customer',
  phoneFault: 'This is no phone number. Write it as you dial it, such as 0712 345678.',
  stale: 'Somebody else changed this meanwhile. Here is how it stands now; nothing of yours was saved.',
  yourForm: (text: string) => `Your form had: ${text}`,
  taken: 'This number belongs to another customer:',
  takenByAccount: 'This number belongs to an account already.',
  save: 'Save',
  cancel: 'Back without saving',
};

const sw: typeof en = {
  title: (name) => `Sahihisha ${name}`,
  name: 'Jina',
  nameFault: 'Andika jina kwa mstari mmoja, lisizidi herufi 100.',
  phone: 'Namba ya simu',
  phoneHint: 'SMS ambazo hazijatumwa zitaenda kwa namba mpya. Namba ya zamani inabaki kwenye historia.',
  accountHint: (account) => `Akaunti ${account} itapata namba mpya pia.`,
  anAccount: 'ya mteja huyu',
  phoneFault: 'Hii si namba ya simu. Iandike kama unavyoipiga, kama 0712 345678.',
  stale: 'Mtu mwingine amebadilisha hili sasa hivi. Hivi ndivyo lilivyo sasa; ulichoandika hakikuhifadhiwa.',
  yourForm: (text) => `Fomu yako ilikuwa na: ${text}`,
  taken: 'Namba hii ni ya mteja mwingine:',
  takenByAccount: 'Namba hii tayari ni ya akaunti nyingine.',
  save: 'Hifadhi',
  cancel: 'Rudi bila kuhifadhi',
};

/** Words of the form that corrects a customer. */
export const customerEditWords: Translated<typeof en> = { en, sw };
