/**
 * What the browsers inside apps write into `User-Agent`, as their apps name themselves.
 * `; wv)` is Android's WebView in any app (developer.chrome.com/docs/multidevice/user-agent).
 */
const APPS = [
  /\bFB(?:AN|AV|IOS|_IAB)\b|\bFB[A-Z]{2}\/|\bMessenger|\bOrca-/i,
  /\bInstagram\b|\bBarcelona \d/i,
  /musical_ly|Bytedance|ByteLocale|\bTikTok|\btrill_/i,
  /\bSnapchat/i,
  /\bLinkedIn(?:App)?\b/i,
  /\bTwitter(?: for |Android|\/\d)|\bX for iP(?:hone|ad)/i,
  /\bPinterest(?: for |\/(?!0\.))/i,
  /\bWhatsApp\b|\bTelegram\b|\bViber\b/i,
  /MicroMessenger|\bWeChat\b|\bKAKAOTALK\b|\bLine\/\d|\bNAVER\(inapp|\bZalo\b|\bWeibo\b|\bQQ\/\d/i,
  /\bReddit\/|\bDiscord\b/i,
  /; wv\)/,
];
/** Google's own app, which Google lets sign in. Older ones on Android say `; wv)` too. */
const GOOGLE_APP = /\bGSA\/\d/;
/**
 * Every browser of an iPhone, iPad or Mac ends in `Safari/…`. A page inside an app does not.
 * An iPad may say that it is a Mac.
 */
const APPLE_VIEW = /\((?:iPhone|iPad|iPod|Macintosh)[^)]*\) AppleWebKit\/(?!.*Safari\/)/;
/** Characters of the header that are read. */
const CHARACTERS_READ = 500;

/**
 * Whether the page is open in the browser of another app. Google and Facebook refuse to sign in
 * there.
 */
export function isInAppBrowser(userAgent: string | undefined): boolean {
  const text = (userAgent ?? '').slice(0, CHARACTERS_READ);
  if (GOOGLE_APP.test(text)) return false;
  return APPS.some((app) => app.test(text)) || APPLE_VIEW.test(text);
}
