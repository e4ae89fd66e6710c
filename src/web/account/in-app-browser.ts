/**
 * What the browsers inside apps write into `User-Agent`, as their apps name themselves.
 * `; wv)` is Android's WebView in any app (developer.chrome.com/docs/multidevice/user-agent).
 */
const APPS = [
  /\bFB(?:AN|AV|IOS|_IAB)\b/,
  /\bInstagram\b|\bBarcelona \d/,
  /musical_ly|Bytedance|ByteLocale|\bTikTok\b|\btrill_/i,
  /\bSnapchat\b/,
  /\bLinkedInApp\b/,
  /\bTwitter(?: for |Android)/,
  /\[Pinterest\//,
  /\bWhatsApp\b|\bTelegram\b/,
  /\bMicroMessenger\b|\bKAKAOTALK\b|\bLine\/\d/,
  /; wv\)/,
];
/** Every browser of an iPhone or iPad ends in `Safari/…`. A page inside an app does not. */
const APPLE_VIEW = /\((?:iPhone|iPad|iPod)[^)]*\) AppleWebKit\/(?!.*Safari\/)/;
/** Characters of the header that are read. */
const CHARACTERS_READ = 500;

/**
 * Whether the page is open in the browser of another app. Google and Facebook refuse to sign in
 * there.
 */
export function isInAppBrowser(userAgent: string | undefined): boolean {
  const text = (userAgent ?? '').slice(0, CHARACTERS_READ);
  return APPS.some((app) => app.test(text)) || APPLE_VIEW.test(text);
}
