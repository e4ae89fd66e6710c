import type { ProblemGuide } from './problem-guides.js';

const admins = {
  'password-weak': {
    status: 400,
    meaning: 'The new password is in a list of those that many people have, or it is the e-mail address itself.',
    mending: 'Choose another one. Four words of your own are good.',
    detail: 'password: is one that many people have: choose another one, such as four words.',
    errors: [{ field: 'password', message: 'is one that many people have: choose another one, such as four words' }],
  },
  'old-password-wrong': {
    status: 403,
    meaning: 'The old password does not match, so the password was not changed.',
    mending: 'Send the password that counts now. If it is forgotten, another admin makes a code to reset it.',
    detail: 'The old password is wrong, so nothing was changed. Another admin can make a code to reset it.',
  },
  'reset-refused': {
    status: 401,
    meaning: 'The code was used, has expired, or is none of this e-mail address.',
    mending: 'Ask another admin for a new code: POST /api/auth/create-reset-code/ makes one.',
    detail: 'The e-mail or the code is wrong, or the code was used or expired. Ask another admin for a new one.',
  },
  'admin-unknown': {
    status: 404,
    meaning: 'No admin has this id, or the admin is disabled.',
    mending: 'Look the id up at /api/lookup/all-users/. A disabled admin is enabled first.',
    detail: 'No admin who may log in has this id. POST /api/lookup/all-users/ lists admins.',
  },
  'own-account': {
    status: 409,
    meaning: 'Nobody does this to the own account, so that one admin is always left.',
    mending: 'Have another admin do it.',
    detail: 'Another admin must do this for you.',
  },
  'login-refused': {
    status: 401,
    meaning: 'The e-mail, the password or the API key is wrong. The answer is the same for all three.',
    mending: 'Check all three. Register the admin first if there is none yet.',
    detail: 'The e-mail, password or API key is wrong.',
  },
  'admin-key-refused': {
    status: 403,
    meaning: 'The api_key is none of those that let somebody register as an admin.',
    mending: 'Ask the operator for a key, which ADMIN_API_KEYS holds.',
    detail: 'The API key is wrong.',
  },
} as const;

const signIn = {
  'sign-in-unfinished': {
    status: 400,
    meaning:
      'The provider wants its person to sign in, choose an account or agree there once more. Nobody is signed in.',
    mending: 'Begin the sign-in again, and answer what the provider asks.',
    detail: 'The provider wants you to sign in, choose an account or agree there once more. Please start again.',
    errors: [],
  },
  'sign-in-misconfigured': {
    status: 400,
    meaning: 'The provider refused because the shop has not set up its sign-in rightly. Nobody is signed in.',
    mending: 'The operator looks at the log, which has the word of the provider under the id of the request.',
    detail: 'The shop has to mend its sign-in with this provider. Tell the shop, or use another provider.',
    errors: [],
  },
  'sign-in-refused': {
    status: 400,
    meaning: 'The provider gave no sign-in, and its reason is none that we know. Nobody is signed in.',
    mending: 'Begin the sign-in again. The log has the word of the provider under the id of the request.',
    detail: 'The sign-in provider refused. Please start again; if it refuses again, tell the shop.',
    errors: [],
  },
  'sign-in-failed': {
    status: 400,
    meaning: 'The sign-in took too long, was begun in another browser, or was used already. Nobody is signed in.',
    mending: 'Begin the sign-in again, and finish it in the same browser.',
    detail: 'The sign-in took too long, was begun in another browser, or was used already. Please start again.',
    errors: [],
  },
  'sign-in-cancelled': {
    status: 403,
    meaning: 'The person did not allow the sign-in at the provider.',
    mending: 'Begin again, and allow it.',
    detail: 'You did not allow the sign-in, so nothing was done.',
  },
  'not-staff': {
    status: 403,
    meaning: 'The Google account has no role, its e-mail is not verified, or it was disabled.',
    mending: 'Ask an owner to invite the address. The operator lists the first owner in STAFF_EMAILS.',
    detail: 'This Google account is not staff. Customers sign in at the start page.',
  },
  'provider-unknown': {
    status: 404,
    meaning: 'There is no way to sign in of that name, or the operator has not set it up.',
    mending: 'Use a button of the start page.',
    detail: 'There is no such way to sign in.',
  },
  'identity-taken': {
    status: 409,
    meaning: 'The account at the provider belongs to another user here.',
    mending: 'Sign in with that account, or connect another one.',
    detail: 'This account is connected to somebody else here already.',
  },
  'address-recycled': {
    status: 409,
    meaning:
      'Another account of the same provider used this e-mail address here before. Mail boxes are given to new people, ' +
      'so the new account is not joined with the old one.',
    mending: 'Sign in with the earlier account. If it is gone, the operator removes it from identity_addresses.',
    detail:
      'Another account of this provider used this e-mail address here before, so it is not joined with that one. ' +
      'Sign in with the earlier account, or ask the shop.',
  },
  'provider-failed': {
    status: 503,
    meaning: 'The sign-in provider does not answer, or not as it should.',
    mending: 'Try again after the seconds of Retry-After, or use another provider.',
    detail: 'The sign-in provider does not answer as it should. Try again in a moment, or use another one.',
  },
} as const;

const staff = {
  'staff-unknown': {
    status: 404,
    meaning: 'No member of the staff has this id, and no invitation.',
    mending: 'Look the id up at GET /api/staff. It is another one than the id of the user.',
    detail: 'No member of the staff has this id. GET /api/staff lists them.',
  },
  'staff-taken': {
    status: 409,
    meaning: 'The e-mail address has a role, or an invitation to one, perhaps a disabled one.',
    mending: 'Change the role of the member at PATCH /api/staff/<id>. The same enables a disabled member again.',
    detail:
      'This e-mail address has a role already. GET /api/staff lists it; ' +
      'PATCH /api/staff/<id> changes its role, or enables it again.',
  },
  'role-beyond-caller': {
    status: 403,
    meaning: 'The role has a permission that the caller does not have, so the caller neither gives nor takes it.',
    mending: 'Have an owner do it. x-roles in /openapi.json says what each role has.',
    detail: 'The role owner may do more than you, so you cannot give it or take it away. An owner can.',
  },
  'last-owner': {
    status: 409,
    meaning: 'Without this owner, no member would be left who may manage the staff.',
    mending: 'Invite another owner, and wait until that one has signed in. Then try again.',
    detail: 'This is the last owner. Invite another one, wait until that one has signed in, and try again.',
  },
} as const;

/** Guides to the problems of accounts: of admins and staff, and of the sign-in with providers. */
export const ACCOUNT_GUIDES: Readonly<Record<string, ProblemGuide>> = { ...admins, ...staff, ...signIn };
