import type { ProblemGuide } from './problem-guides.js';

/** Guides to the problems of API keys. */
export const KEY_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  'key-mistyped': {
    status: 401,
    meaning: 'The check digits of the API key do not fit. It was mistyped, or a part of it is missing.',
    mending: 'Copy the whole key as it was shown, 77 characters from agz_ on, without quotes around it.',
    detail:
      'This API key is mistyped or cut short. Copy the whole key, from agz_ to its last letter, and nothing else.',
  },
  'key-foreign': {
    status: 401,
    meaning: 'No key of this service has this text. It may be of another environment, or have been rotated twice.',
    mending: 'See that the program has the newest text, of this service. GET /api/keys lists the keys by id.',
    detail: 'This API key is not one of ours, or was replaced long ago. Ask an owner for a key of this service.',
  },
  'key-expired': {
    status: 401,
    meaning: 'The API key is ours, and its time is over.',
    mending: 'Have an owner make another one with POST /api/keys. Two weeks before, GET /api/keys says expiring.',
    detail: 'This API key expired. Ask an owner for another one: POST /api/keys makes it.',
  },
  'key-revoked': {
    status: 401,
    meaning: 'The API key is ours, and somebody ended it for ever.',
    mending: 'Ask an owner why. Another key is made with POST /api/keys.',
    detail: 'This API key was revoked. Ask an owner for another one: POST /api/keys makes it.',
  },
  'key-rotated': {
    status: 401,
    meaning: 'The API key has another text since a rotation, and the time in which both work is over.',
    mending: 'Give the program the new text. If nobody has it any more, rotate the key once more.',
    detail: 'This API key was rotated, and the time of the old text is over. Use the new text of the same key.',
  },
  'key-stopped': {
    status: 401,
    meaning: 'A key may no more than its maker may, who is disabled or gone.',
    mending: 'Have an owner make another key, or enable the maker again.',
    detail: 'Whoever made this API key is disabled or gone, so the key opens nothing. Ask an owner for another one.',
  },
  'person-required': {
    status: 403,
    meaning: 'The answer has a secret: the text of a key, or a code for a password. A stolen key must not get one.',
    mending: 'Sign in as an owner, or send the token of an admin.',
    detail: 'An API key may not do this, since the answer has a secret. Sign in, or send the token of an admin.',
  },
  'scope-beyond-caller': {
    status: 403,
    meaning: 'A key may no more than whoever makes or rotates it.',
    mending: 'Leave the scope out, or have an owner do it.',
    detail: 'You do not have the permission export, so you can neither give it to a key nor rotate a key with it.',
  },
  'key-unknown': {
    status: 404,
    meaning: 'No API key has this id.',
    mending: 'Look the id up at GET /api/keys. It also stands in the text of the key, after agz_.',
    detail: 'No API key has this id. GET /api/keys lists them.',
  },
  'key-made-already': {
    status: 409,
    meaning: 'A form of the desk that had made its key was sent again. No other key was made.',
    mending: 'Look at GET /api/keys. If nobody copied the text of that key, revoke it and make another one.',
    detail: 'This form made a key already, whose text is not shown again. Revoke that key if its text was not copied.',
  },
  'key-over': {
    status: 409,
    meaning: 'The key was revoked, or its time is over. It stays so.',
    mending: 'Make another key with POST /api/keys.',
    detail: 'This API key is revoked, and stays so. POST /api/keys makes another one.',
  },
  'key-rotating': {
    status: 409,
    meaning: 'The key was rotated before, and its old text still works. A second rotation would end it too early.',
    mending: 'Wait until previous_until of GET /api/keys. If the key leaked, rotate it with overlap_hours 0.',
    detail:
      'This API key was rotated, and its old text works until 2024-10-02T12:00:00.000Z. ' +
      'Wait, or send overlap_hours 0 to end it now.',
  },
};
