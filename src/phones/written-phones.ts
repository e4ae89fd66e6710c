import { dropQuotes, tidyPasted } from '../http/fields/pasted-text.js';

/** Longer text is no phone number, and no link to one. The addresses of routes hold as much. */
const READ_MOST = 500;

/** Digits with a plus sign or without, as most numbers are written. `00` is no country's digit. */
const PLAIN = /^\+?(?!00)\d+$/;

/**
 * Makes a phone number regular, for a body and an address alike.
 * - Links, labels, pictures of telephones and the quotation marks of tables stand around numbers.
 * - Tables that take a number for an amount write `.0` after it.
 * - `00` before a country code is a plus sign in most of the world, although not in Kenya's plan.
 */
export function tidyPhone(text: string): string {
  if (PLAIN.test(text) || text.length > READ_MOST) return text;
  return readTelLink(readChatLink(dropQuotes(tidyPasted(text))))
    .replace(/[﹢⁺➕]/g, '+')
    .replace(/^[\p{So}\s]+|[\p{So}\s]+$/gu, '')
    .replace(LABEL, '')
    .replace(/^%2B(?=\d)/i, '+')
    .replace(/^\(\s*\+(\d{1,3})\s*\)/, '+$1 ')
    .replace(/(?<=\d\s?)[·•‧∙⋅⁃˗](?=\s?\d)/g, '-')
    .replace(/^(\+?\d{7,15})\.0$/, '$1')
    .replace(/^[+( ]*00[ )-]*(?=[1-9])/, '+')
    .trim();
}

/** What stands before the number on cards, in signatures and in lists. */
const LABEL = /^(?:(?:tele)?phone|tel|mob(?:ile)?|cell|simu|whatsapp)(?:\s*(?:no|number)\b)?\s*[.:]?\s*(?=[+(\d]|%2B)/i;

/** What stands before the number in links to chats, as their services document them. */
const CHATS = [
  String.raw`(?:https?:\/\/)?(?:www\.)?(?:wa|t)\.me\/`,
  String.raw`(?:https?:\/\/)?(?:\w+\.)?whatsapp\.com\/send\/?\?(?:[^#]*&)?phone=`,
  String.raw`(?:https?:\/\/)?signal\.me\/#p\/`,
  String.raw`(?:whatsapp|viber|tg):\/\/\w+\/?\?(?:[^#]*&)?(?:phone|number)=`,
].join('|');
const CHAT_LINK = new RegExp(`^(?:${CHATS})((?:\\+|%2B)?)([\\d(][\\d() .-]*)\\/?(?:[?&#].*)?$`, 'i');

/**
 * The number in a link to a chat, such as https://wa.me/254712345678. It has its country's code
 * without a plus sign. One that begins with zero is as it is dialled in the shop's country.
 */
function readChatLink(text: string): string {
  const [, plus = '', number = ''] = CHAT_LINK.exec(text) ?? [];
  if (number === '') return text;
  return plus === '' && number.startsWith('0') ? number : `+${number}`;
}

/** Links such as `tel:` (RFC 3966), and the lines of a visiting card (RFC 6350). */
const SCHEME = /^(?:(?:tel|sms|smsto|callto|whatsapp)(?:;[^:]{0,60})?:(?:\/\/)?)+/i;
const CONTEXT = /;phone-context=([^;]*)/i;

/**
 * The number in a `tel:` link. A local one has the code of its country in `phone-context`, unless
 * that is a domain. What is beside it changes nothing, but for an extension.
 */
function readTelLink(text: string): string {
  const link = SCHEME.test(text) ? text.replace(SCHEME, '').replace(/\?.*$/, '') : text;
  if (!link.includes(';')) return link;
  const [, context = ''] = CONTEXT.exec(link) ?? [];
  const number = link.replace(CONTEXT, '').replace(/;(?:isub|tsp|rn|npdi|cic)(?:=[^;]*)?/gi, '');
  const code = /^(?:\+|%2B)([\d() .-]{1,12})$/i.exec(context)?.[1];
  return code === undefined || number.startsWith('+') ? number : `+${code} ${number}`;
}
