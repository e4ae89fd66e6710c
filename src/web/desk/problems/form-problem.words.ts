import type { AppError } from '../../../errors.js';
import type { Translated } from '../../kit/language.js';
import { useWords } from '../../kit/page-context.js';

const en: Readonly<Record<string, string>> = {
  'invalid-request': 'Something in the form is missing or wrong. Look at it, and send it again.',
  'phone-invalid': 'This is no phone number. Write it such as 0712 345 678.',
  'phone-taken': 'Somebody else has this phone number already.',
  'customer-unknown': 'There is no such customer any more. Find them again by name or number.',
  'customer-unnamed': 'Say who orders: choose a customer, or write a number.',
  'customer-erased': 'The data of this customer was erased, so nothing can be changed. Make a new customer.',
  'customer-not-linked': 'This customer has no account, so there is none to take away.',
  'customer-has-phone': 'A customer has this number already. Join the two if they are one person.',
  'nobody-to-join': 'No customer has this number any more, so nobody was joined. Send it once more.',
  'already-customer': 'This person is a customer already.',
  'phone-missing': 'This account has no phone number yet. Write it first.',
  'user-unknown': 'There is no such account any more.',
  'version-stale': 'Somebody changed this customer meanwhile. Look at them again, and then change them.',
  'order-unknown': 'There is no such order any more.',
  'order-cancelled': 'The order was cancelled, so it cannot be confirmed.',
  'order-not-pending': 'The order is no longer open, so this cannot be done any more.',
  'order-not-confirmed': 'The order is not confirmed, so there is no confirmation to undo.',
  'confirmation-too-old': 'The order was confirmed more than 24 hours ago, so that cannot be undone.',
  'idempotency-key-reused': 'This form took another order already. Look at the order, and begin a new form.',
  'quota-spent': 'You have done this as often as you may for now. Try again later.',
  'notification-unknown': 'There is no such SMS any more.',
  'notification-not-resendable': 'This SMS is on its way or has arrived, so it is not sent again.',
  'notification-erased': 'The data of this customer was erased, so no SMS can go to them.',
  'staff-unknown': 'There is no such member of the staff any more.',
  'staff-taken': 'This address has a role or an invitation already.',
  'last-owner': 'This is the last owner. Somebody else must be owner first.',
  'key-unknown': 'There is no such key any more.',
  'key-over': 'This key has ended, and stays so. Make another one.',
  'key-rotating': 'This key got another text meanwhile. Nothing was done.',
  'key-made-already': 'This form made its key already. Nothing was done now.',
  'template-unfit': 'These words cannot be sent as they are. Nothing was changed.',
  'template-changed': 'Somebody else changed the words meanwhile. Nothing of yours was saved.',
};

const sw: typeof en = {
  'invalid-request': 'Kuna kitu kimekosekana au si sahihi kwenye fomu. Kiangalie, kisha uitume tena.',
  'phone-invalid': 'Hii si namba ya simu. Iandike kama 0712 345 678.',
  'phone-taken': 'Mtu mwingine tayari ana namba hii ya simu.',
  'customer-unknown': 'Mteja huyu hayupo tena. Mtafute upya kwa jina au namba.',
  'customer-unnamed': 'Sema nani anaagiza: chagua mteja, au andika namba.',
  'customer-erased': 'Data za mteja huyu zimefutwa, kwa hiyo hakuna kinachoweza kubadilishwa. Tengeneza mteja mpya.',
  'customer-not-linked': 'Mteja huyu hana akaunti, kwa hiyo hakuna ya kuondoa.',
  'customer-has-phone': 'Kuna mteja mwenye namba hii tayari. Waunganishe kama ni mtu mmoja.',
  'nobody-to-join': 'Hakuna mteja mwenye namba hii tena, kwa hiyo hakuna aliyeunganishwa. Itume mara nyingine.',
  'already-customer': 'Mtu huyu tayari ni mteja.',
  'phone-missing': 'Akaunti hii bado haina namba ya simu. Iandike kwanza.',
  'user-unknown': 'Akaunti hii haipo tena.',
  'version-stale': 'Mtu mwingine amebadilisha mteja huyu. Mwangalie tena, kisha umbadilishe.',
  'order-unknown': 'Oda hii haipo tena.',
  'order-cancelled': 'Oda imeghairiwa, kwa hiyo haiwezi kuthibitishwa.',
  'order-not-pending': 'Oda haiko wazi tena, kwa hiyo hili haliwezekani.',
  'order-not-confirmed': 'Oda haijathibitishwa, kwa hiyo hakuna uthibitisho wa kutengua.',
  'confirmation-too-old': 'Oda ilithibitishwa zaidi ya saa 24 zilizopita, kwa hiyo haiwezi kutenguliwa.',
  'idempotency-key-reused': 'Fomu hii tayari imepokea oda nyingine. Iangalie oda, kisha uanze fomu mpya.',
  'quota-spent': 'Umefanya hili mara nyingi kadiri unavyoruhusiwa kwa sasa. Jaribu tena baadaye.',
  'notification-unknown': 'SMS hii haipo tena.',
  'notification-not-resendable': 'SMS hii iko njiani au imefika, kwa hiyo haitumwi tena.',
  'notification-erased': 'Data za mteja huyu zimefutwa, kwa hiyo hakuna SMS inayoweza kutumwa kwake.',
  'staff-unknown': 'Mfanyakazi huyu hayupo tena.',
  'staff-taken': 'Anwani hii tayari ina jukumu au mwaliko.',
  'last-owner': 'Huyu ndiye mwenye duka wa mwisho. Mwingine awe mwenye duka kwanza.',
  'key-unknown': 'Ufunguo huu haupo tena.',
  'key-over': 'Ufunguo huu umekoma, na utabaki hivyo. Tengeneza mwingine.',
  'key-rotating': 'Ufunguo huu umepata maandishi mengine. Hakuna kilichofanyika.',
  'key-made-already': 'Fomu hii tayari imetengeneza ufunguo wake. Hakuna kilichofanyika sasa.',
  'template-unfit': 'Maneno haya hayawezi kutumwa yalivyo. Hakuna kilichobadilika.',
  'template-changed': 'Mtu mwingine amebadilisha maneno. Yako hayakuhifadhiwa.',
};

/** What stands in the way of a form, by the code of the error. A page may have better words. */
export const formProblemWords: Translated<typeof en> = { en, sw };

/**
 * What stands in the way of a form, in the language of the page.
 * An error that nobody foresaw keeps its own English sentence.
 */
export function useFormProblem(): (problem: AppError) => string {
  const words = useWords(formProblemWords);
  return ({ code, message }) => (Object.hasOwn(words, code) ? words[code] : undefined) ?? message;
}
