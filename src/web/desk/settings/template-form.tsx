import type { JSX } from 'preact';
import { TemplateChanged, TemplateUnfit } from '../../../orders/wording/templates.errors.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { Field } from '../../kit/field.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { settingsWords } from './settings.words.js';
import type { TemplateView } from './settings-view.js';
import { TemplatePreview } from './template-preview.js';

/** The form for the words of the SMS. It shows what they come to while somebody types. */
export function TemplateForm({ view }: { readonly view: TemplateView }): JSX.Element {
  const words = useWords(settingsWords);
  const { kept, form, trial } = view;
  const { values, problem } = form;
  const fault = problem instanceof TemplateUnfit ? words.flaw(problem.flaw) : undefined;
  return (
    <section class="settings-form" aria-labelledby="words">
      <h2 id="words">{words.words}</h2>
      <p class="quiet lead">{words.intro}</p>
      {problem instanceof TemplateChanged && <Conflict view={view} />}
      {kept.template !== null && kept.used !== kept.template && (
        <p class="news bad" role="alert">
          {words.unused}
        </p>
      )}
      <form method="post" action="/desk/settings/template" id="template-form">
        <Field
          name="template"
          label={words.template}
          value={values.template}
          lines={3}
          hint={<Changed view={view} />}
          fault={fault}
          hasFocus={problem !== null}
          input={{ required: true, maxLength: 600, autocomplete: 'off' }}
        />
        <p class="quiet" id="fields">
          {words.fields}
        </p>
        <dl class="template-fields" aria-labelledby="fields">
          {Object.entries(words.fieldMeanings).map(([field, meaning]) => (
            <div key={field}>
              <dt>
                <code>{`{${field}}`}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <input type="hidden" name="version" value={values.version} />
        <div
          id="template-preview"
          class="text-preview"
          aria-live="polite"
          hx-post="/desk/settings/preview"
          hx-trigger="input delay:300ms from:#template-form"
          hx-include="closest form"
          hx-sync="this:replace"
          {...{ 'hx-status:5xx': 'swap:none' }}
        >
          <TemplatePreview trial={fault === undefined ? trial : { ...trial, flaw: null }} />
        </div>
        <div class="buttons">
          <button type="submit">{words.save}</button>
          <button type="submit" class="secondary" formaction="/desk/settings/preview">
            {words.preview}
          </button>
        </div>
      </form>
      {kept.template !== null && (
        <ConfirmStep label={words.reset} action="/desk/settings/template/reset" button={words.resetButton}>
          <p>{words.resetText}</p>
          <blockquote>{kept.configured}</blockquote>
          <input type="hidden" name="version" value={String(kept.version)} />
        </ConfirmStep>
      )}
    </section>
  );
}

/** Whose words they are. */
function Changed({ view: { kept, changedBy } }: { readonly view: TemplateView }): JSX.Element {
  const words = useWords(settingsWords);
  const { instant } = useFormats();
  if (kept.template === null || kept.changed_at === null) return <>{words.configured}</>;
  return <>{words.changed(changedBy ?? words.somebody, instant(kept.changed_at))}</>;
}

/** Somebody was faster: who, when, and what the words are now. */
function Conflict({ view: { kept, changedBy } }: { readonly view: TemplateView }): JSX.Element {
  const words = useWords(settingsWords);
  const { moment } = useFormats();
  const time = kept.changed_at === null ? '' : moment(kept.changed_at);
  return (
    <div class="news bad stacked" role="alert">
      <p>
        <strong>{words.conflict(changedBy ?? words.somebody, time)}</strong>
      </p>
      <p>{words.conflictText}</p>
      <blockquote>{kept.used}</blockquote>
      <p>{words.conflictNext}</p>
    </div>
  );
}
