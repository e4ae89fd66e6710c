import type { JSX } from 'preact';
import type { TemplateTrial, WrittenExample } from '../../../orders/wording/templates.service.js';
import { formatMoney } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { settingsWords } from './settings.words.js';

/** What a template would say: the very words, how they are sent, and what they cost. */
export function TemplatePreview({
  trial: { flaw, written, dear, most },
}: {
  readonly trial: TemplateTrial;
}): JSX.Element {
  const words = useWords(settingsWords);
  return (
    <>
      {flaw !== null && (
        <p class="news bad" role="alert">
          {words.flaw(flaw)}
        </p>
      )}
      {written !== null && (
        <>
          <p>
            <strong>{words.encodings[written.longest.encoding]}</strong>
          </p>
          <DearCharacters label={words.special} characters={dear.special} />
          <DearCharacters label={words.double} characters={dear.double} />
          <Written label={words.example} sms={written.example} special={dear.special} />
          <Written label={words.longest} sms={written.longest} special={dear.special} />
          {flaw === null && <p>{words.most(most.segments, formatMoney(most.price.amount, most.price.currency))}</p>}
        </>
      )}
    </>
  );
}

interface WrittenProps {
  readonly label: string;
  readonly sms: WrittenExample;
  /** Characters that are marked. */
  readonly special: readonly string[];
}

function Written({ label, sms, special }: WrittenProps): JSX.Element {
  const words = useWords(settingsWords);
  const { segments, units, room, price, body } = sms;
  const cost = formatMoney(price.amount, price.currency);
  const signs = Array.from(new Intl.Segmenter().segment(body), ({ segment }) => segment);
  return (
    <figure>
      <figcaption class="quiet">
        {label} · {words.size(segments, units, room, cost)}
      </figcaption>
      <blockquote>
        {special.length === 0
          ? body
          : signs.map((sign, at) => (special.includes(sign) ? <mark key={at}>{sign}</mark> : sign))}
      </blockquote>
    </figure>
  );
}

interface DearCharactersProps {
  readonly label: string;
  readonly characters: readonly string[];
}

/** Characters by which the SMS has less room, each with what it is. */
function DearCharacters({ label, characters }: DearCharactersProps): JSX.Element | null {
  const { kinds } = useWords(settingsWords);
  if (characters.length === 0) return null;
  return (
    <div>
      <p>{label}</p>
      <ul class="dear">
        {characters.map((sign) => (
          <li key={sign}>
            <mark>{sign}</mark> {kinds[kindOf(sign)]} <code>{codeOf(sign)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function kindOf(sign: string): 'emoji' | 'letter' | 'sign' {
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(sign)) return 'emoji';
  return /\p{L}/u.test(sign) ? 'letter' : 'sign';
}

/** Its first code point as Unicode writes it, such as `U+1F96D`. */
const codeOf = (sign: string): string => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
