import type { Translated } from '../../kit/language.js';

const en = {
  history: 'History',
  /** By the kind of an event. */
  kinds: {
    registered: 'Became a customer',
    corrected: 'Corrected',
    joined: 'Joined with an account',
    unlinked: 'The account was taken away',
    erased: 'Erased',
  },
  /** By the field that was changed. */
  fields: { name: 'Name', phone_number: 'Number', user_id: 'Account' },
  change: (field: string, before: string, after: string) => `${field}: ${before} → ${after}`,
  nothing: 'none',
  unnamed: 'an account without a name',
  unknown: 'Who did it was not recorded.',
  left: (count: string) => `${count} older changes are not shown.`,
  ownNumber: 'Give that account its own number',
};

const sw: typeof en = {
  history: 'Historia',
  kinds: {
    registered: 'Akawa mteja',
    corrected: 'Imesahihishwa',
    joined: 'Ameunganishwa na akaunti',
    unlinked: 'Akaunti iliondolewa',
    erased: 'Amefutwa',
  },
  fields: { name: 'Jina', phone_number: 'Namba', user_id: 'Akaunti' },
  change: (field, before, after) => `${field}: ${before} → ${after}`,
  nothing: 'hakuna',
  unnamed: 'akaunti isiyo na jina',
  unknown: 'Aliyefanya hivi hakurekodiwa.',
  left: (count) => `Mabadiliko ${count} ya zamani hayaonyeshwi.`,
  ownNumber: 'Ipe akaunti hiyo namba yake',
};

/** Words of what happened to a customer. */
export const customerHistoryWords: Translated<typeof en> = { en, sw };
