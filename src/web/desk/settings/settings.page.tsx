import type { JSX } from 'preact';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { accountWords } from './account.words.js';
import { AccountPart } from './account-part.js';
import { SETTINGS_PLACES, settingsWords } from './settings.words.js';
import type { SettingsView } from './settings-view.js';
import { TemplateForm } from './template-form.js';
import { TestSmsPart } from './test-sms-part.js';

interface SettingsPageProps {
  readonly view: SettingsView;
  /** What was done just now; any text that an address may hold. */
  readonly done?: string;
}

/** What owners set: the words of the SMS, the account for SMS, and the way to other settings. */
export function SettingsPage({ view, done = '' }: SettingsPageProps): JSX.Element {
  const words = useWords(settingsWords);
  const account = useWords(accountWords);
  const may = useMay();
  const sentence = { saved: words.saved, reset: words.resetDone }[done];
  return (
    <DeskLayout title={words.title} at="/desk/settings">
      <h1>{words.title}</h1>
      {typeof sentence === 'string' && (
        <p role="status" class="done">
          {sentence}
        </p>
      )}
      <ul class="places">
        {SETTINGS_PLACES.filter(({ permission }) => may(permission)).map(({ at, word }) => (
          <li key={at}>
            <a href={at}>{words[word]}</a>
            <span class="quiet">{words[`${word}Hint`]}</span>
          </li>
        ))}
      </ul>
      <TemplateForm view={view.template} />
      <section class="settings-form" aria-labelledby="sms-account">
        <h2 id="sms-account">{account.title}</h2>
        <p class="quiet lead">{account.intro}</p>
        <AccountPart check={view.account.check} />
        <TestSmsPart view={view.account} />
      </section>
    </DeskLayout>
  );
}
