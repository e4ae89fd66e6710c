const FIRST =
  'wanjiku otieno achieng mwangi njeri kamau wambui odhiambo nafula kiptoo chebet mutua mumbi barasa zawadi hassan fatuma kariuki nyambura omondi akinyi kipchoge jepkosgei musyoka mwende wekesa naliaka abdi halima juma rehema baraka neema pendo muthoni gathoni waithera onyango adhiambo kiprono';
const LAST =
  'kimani atieno njoroge maina kiprop cheruiyot mutiso gitau kiplagat mohamed ochieng wangari korir ndungu were simiyu ali karanja githinji owino nyongesa rotich musau kioko muriuki wafula chege ouma langat nzioka';

/**
 * Names as a town has them, as SQL: 40 first and 30 last ones, so that thousands share each. One of
 * a thousand has a third name, which is rare.
 * @param {string} number the customer's, as SQL
 */
export const nameSql = (number) => `initcap(
    (string_to_array('${FIRST}', ' '))[1 + ${number} % 40] || ' ' || (string_to_array('${LAST}', ' '))[1 + ${number} / 40 % 30]
    || case when ${number} % 1000 = 0 then ' Zuberi' else '' end)`;

/** Makes names be found by their words, as the trigger of `customers` does. */
export const PHRASES = `
  insert into customer_phrases (phrase, customer_id)
  select phrase, id from customers cross join lateral phrases_of(name) phrase`;
