import { describe, expect, it } from '@jest/globals';
import { isInAppBrowser } from '../../../src/web/account/in-app-browser.js';
import { measureWork } from '../../support/deadlines.js';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; SM-A155F Build/UP1A.231005.007';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36';

describe('isInAppBrowser', () => {
  it.each([
    [
      'Facebook on an iPhone',
      `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/468.0.0.36.108;FBBV/609054862;FBDV/iPhone14,5]`,
    ],
    ['Facebook on Android', `${ANDROID}; wv) ${CHROME} [FB_IAB/FB4A;FBAV/468.0.0.48.108;]`],
    ['Messenger', `${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/461.0.0.35.106]`],
    ['Instagram on an iPhone', `${IPHONE} Mobile/15E148 Instagram 338.0.0.26.102 (iPhone14,5; iOS 17_5; en_KE)`],
    ['Instagram on Android', `${ANDROID}; wv) ${CHROME} Instagram 338.1.0.42.90 Android`],
    ['Threads', `${IPHONE} Mobile/15E148 Barcelona 338.0.0.27.101`],
    ['TikTok on an iPhone', `${IPHONE} Mobile/21F79 musical_ly_34.9.0 JsSdk/2.0 NetType/WIFI BytedanceWebview/d8a21c6`],
    ['TikTok on Android', `${ANDROID}) ${CHROME} trill_340905 BytedanceWebview/d8a21c6`],
    ['TikTok Lite', `${ANDROID}) ${CHROME} musical_ly_lite_350 ByteLocale/sw`],
    ['Snapchat', `${IPHONE} Mobile/15E148 Snapchat/12.92.0.41 (like Safari/8618.2.12, panda)`],
    ['LinkedIn', `${IPHONE} Mobile/15E148 [LinkedInApp]/9.29.8269`],
    ['X', `${IPHONE} Mobile/15E148 Twitter for iPhone/10.46`],
    ['Pinterest', `${IPHONE} Mobile/15E148 [Pinterest/iOS]`],
    ['WeChat', `${ANDROID}) ${CHROME} XWEB/1260 MMWEBSDK/20240404 MicroMessenger/8.0.49`],
    ['LINE', `${IPHONE} Mobile/15E148 Safari Line/14.9.0`],
    ['WhatsApp', `${IPHONE} Mobile/15E148 WhatsApp/24.12.79`],
    ['Messenger Lite on an iPhone', `${IPHONE} Mobile/15E148 [FBAN/MessengerLiteForiOS;FBAV/461.0.0]`],
    ['Messenger Lite on Android', `${ANDROID}) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MessengerLite/312`],
    ['Messenger on Android', `${ANDROID}) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 [Orca-Android;FBLC/sw]`],
    ['Facebook Lite', `${ANDROID}) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 [FBLC/sw_KE;FBCR/Safaricom]`],
    ['LinkedIn on Android', `${ANDROID}) ${CHROME} LinkedIn/4.1.900`],
    ['Snapchat on Android', `${ANDROID}) ${CHROME} Snapchat12.92.0.41 (SM-A155F; Android 14)`],
    ['X on Android', `${ANDROID}) ${CHROME} TwitterAndroid`],
    ['X by its own name', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 X for iPhone/10.46`],
    ['Pinterest on Android', `${ANDROID}) ${CHROME} [Pinterest/Android]`],
    ['WeChat on an iPhone', `${IPHONE} Mobile/15E148 Safari/604.1 MicroMessenger/8.0.49`],
    ['LINE on Android', `${ANDROID}) ${CHROME} Line/14.9.0/IAB`],
    ['Viber', `${ANDROID}) ${CHROME} Viber/22.5`],
    ['any app on Android', `${ANDROID}; wv) ${CHROME}`],
    ['any app on an iPhone', `${IPHONE} Mobile/15E148`],
    [
      'any app on an iPad that says it is a Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
    ],
  ])('knows the browser of %s', (_, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(true);
  });

  it.each([
    [
      'Chrome on Android',
      `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36`,
    ],
    ['Safari on an iPhone', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`],
    ['Chrome on an iPhone', `${IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`],
    ['the app of Google on an iPhone', `${IPHONE} GSA/323.0.6471 Mobile/15E148 Safari/604.1`],
    ['the app of Google on Android', `${ANDROID}; wv) ${CHROME} GSA/15.24.28`],
    ['the reader of links of X', 'Twitterbot/1.0'],
    [
      'Chrome on a Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
    ],
    ['Firefox on an iPhone', `${IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`],
    ['Opera Mini', 'Opera/9.80 (Android; Opera Mini/75.0.2254/191.303; U; en) Presto/2.12.423 Version/12.16'],
    ['Samsung Internet', `${ANDROID}) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`],
    ['UC Browser', `${ANDROID}) AppleWebKit/537.36 Version/4.0 Chrome/100.0 UCBrowser/15.5.6 Mobile Safari/537.36`],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'],
    [
      'Safari on a Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
    ],
    ['curl', 'curl/8.5.0'],
    ['nothing', ''],
    ['no header', undefined],
  ])('does not take %s for one', (_, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(false);
  });

  it('takes no longer than 20 ms for a header of 16 KiB', async () => {
    const header = '(iPhone) AppleWebKit/ ('.repeat(700);
    expect(await measureWork(20, () => isInAppBrowser(header))).toBeLessThan(20);
  });
});
