const each = (characters: string, plain: string): [string, string][] => Array.from(characters, (one) => [one, plain]);

/**
 * What is written in place of characters that Unicode does not take apart into plain ones.
 * - Marks that typing programs put in the place of plain ones.
 * - Letters without a base letter. Most are of African languages, such as ɓ, ɗ and ŋ.
 * - Signs of units and trade.
 *
 * Quotation marks and dashes are not listed: they are told by their Unicode property.
 */
export const PLAIN: ReadonlyMap<string, string> = new Map([
  ...each('′ʹʼʻʾʿˈ`´ꞌꞋ', "'"),
  ...each('″ʺ˝', '"'),
  ...each('⁄∕', '/'),
  ...each('•‣◦●○■□▪▫◆◇★☆∗⁎', '*'),
  ...each('·‧∙⋅', '.'),
  ...each('×✕✖', 'x'),
  ...each('→➔➜➡', '->'),
  ...each('ƀɓ', 'b'),
  ...each('ɃƁ', 'B'),
  ...each('đðɗɖ', 'd'),
  ...each('ĐÐƊƉ', 'D'),
  ...each('ɛəǝɇ', 'e'),
  ...each('ƐƏƎɆ', 'E'),
  ...each('ɣɠǥ', 'g'),
  ...each('ƔƓǤ', 'G'),
  ...each('ħɦ', 'h'),
  ...each('ıɩɨ', 'i'),
  ...each('ƖƗ', 'I'),
  ...each('ƙĸ', 'k'),
  ...each('ɔɵ', 'o'),
  ...each('ƆƟ', 'O'),
  ...each('ŧƭ', 't'),
  ...each('ŦƬ', 'T'),
  ...each('ʊʉ', 'u'),
  ...each('ƱɄ', 'U'),
  ...each('ʒƶ', 'z'),
  ...each('ƷƵ', 'Z'),
  ...Object.entries({ ł: 'l', ƈ: 'c', ƒ: 'f', ƞ: 'n', ƥ: 'p', ʋ: 'v', ƴ: 'y' }),
  ...Object.entries({ Ł: 'L', Ƈ: 'C', Ƒ: 'F', Ħ: 'H', Ƙ: 'K', Ƞ: 'N', Ƥ: 'P', Ʋ: 'V', Ƴ: 'Y' }),
  ...Object.entries({ ŋ: 'ng', Ŋ: 'Ng', ɲ: 'ny', Ɲ: 'Ny', ʃ: 'sh', Ʃ: 'Sh', þ: 'th', Þ: 'Th' }),
  ...Object.entries({ œ: 'oe', Œ: 'OE', ẞ: 'SS' }),
  ...Object.entries({ '…': '...', '÷': '/', '±': '+-', '≠': '!=', '≤': '<=', '≥': '>=', '≈': '~', '∼': '~', '∶': ':' }),
  ...Object.entries({ '←': '<-', '⇒': '=>', '°': 'deg', '¦': '|', '†': '+', '™': 'TM', '©': '(c)', '®': '(R)' }),
  ...Object.entries({ '⋯': '...', '‡': '+', '₱': 'PHP', '₽': 'RUB', '₩': 'KRW', '₺': 'TRY', '₴': 'UAH', '₫': 'VND' }),
  ...Object.entries({ '₪': 'ILS', '₸': 'KZT', '₮': 'MNT', '₭': 'LAK', '₲': 'PYG', '₡': 'CRC', '₿': 'BTC', '₣': 'F' }),
  ...Object.entries({ '¢': 'c', '₤': '£', '₦': 'N', '₵': 'GHS', '₹': 'Rs' }),
]);
