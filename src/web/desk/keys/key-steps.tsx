import type { JSX } from 'preact';
import { type ApiKey, markText } from '../../../auth/keys/api-key.js';
import { KeyOver, KeyRotating } from '../../../auth/keys/keys.errors.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { Field } from '../../kit/field.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { useWords } from '../../kit/page-context.js';
import { keysWords } from './keys.words.js';
import type { SentRotation } from './keys-view.js';

interface KeyStepsProps {
  readonly apiKey: ApiKey;
  readonly cursor: string;
  /** What was sent for the key in vain. */
  readonly sent: SentRotation | undefined;
}

/** Rotates or revokes a key. One that is over stays so. */
export function KeySteps({ apiKey, cursor, sent }: KeyStepsProps): JSX.Element {
  const words = useWords(keysWords);
  const { id, status } = apiKey;
  const query = cursor === '' ? '' : `?${new URLSearchParams({ cursor })}`;
  const isOver = status === 'revoked' || status === 'expired';
  const obstacle = useObstacle(sent?.form, apiKey);
  return (
    <div class="row-steps">
      {obstacle !== null && (
        <p role="alert" class="fault">
          {obstacle}
        </p>
      )}
      {!isOver && (
        <>
          <ConfirmStep
            label={words.rotate}
            action={`/desk/keys/${id}/rotate${query}`}
            button={words.rotateButton}
            isOpen={sent !== undefined}
          >
            <p>{words.rotateText}</p>
            <input type="hidden" name="of" value={markText(apiKey)} />
            <RotationFields id={id} form={sent?.form ?? emptyForm({ overlap_hours: '24', expires_in_days: '' })} />
          </ConfirmStep>
          <ConfirmStep label={words.revoke} action={`/desk/keys/${id}/revoke${query}`} button={words.revokeButton}>
            <p>{words.revokeText}</p>
          </ConfirmStep>
        </>
      )}
    </div>
  );
}

/** Why the key was not rotated; null when a field says it, or nothing was sent. */
function useObstacle(form: FilledForm | undefined, { previous_until }: ApiKey): string | null {
  const words = useWords(keysWords);
  if (form?.problem instanceof KeyOver) return words.over;
  if (form?.problem instanceof KeyRotating) return previous_until === null ? words.raced : words.rotating;
  return null;
}

function RotationFields({ id, form }: { readonly id: string; readonly form: FilledForm }): JSX.Element {
  const words = useWords(keysWords);
  const { values, faults } = form;
  const input = { maxLength: 6, inputMode: 'numeric', autocomplete: 'off' };
  return (
    <>
      <Field
        name="overlap_hours"
        id={`overlap-${id}`}
        label={words.overlap}
        value={values.overlap_hours}
        hint={words.overlapHint}
        fault={faults.overlap_hours === undefined ? undefined : words.overlapFault}
        input={{ required: true, ...input }}
      />
      <Field
        name="expires_in_days"
        id={`days-${id}`}
        label={words.moreDays}
        value={values.expires_in_days}
        hint={words.moreDaysHint}
        fault={faults.expires_in_days === undefined ? undefined : words.daysFault}
        input={input}
      />
    </>
  );
}
