import type { ComponentChildren, JSX } from 'preact';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'tel' | 'email' | 'date';
  readonly hint?: ComponentChildren;
  /** What is wrong with what was typed. */
  readonly fault?: string | undefined;
  /** Other attributes of the input, such as `required`. */
  readonly input?: Readonly<Record<string, string | number | boolean>>;
  /** Whether the field has the focus when the page opens. */
  readonly hasFocus?: boolean;
}

/** A field of a form with its label, a hint, and what is wrong with it. */
export function Field({
  name,
  label,
  value = '',
  type = 'text',
  hint,
  fault,
  input,
  hasFocus,
}: FieldProps): JSX.Element {
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`];
  const attributes: object = {
    ...{ id: name, name, type, value, autoFocus: hasFocus, ...input },
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': described.join(' ').trim() || undefined,
  };
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input {...attributes} />
      {hint !== undefined && <small id={`${name}-hint`}>{hint}</small>}
      {fault !== undefined && (
        <small id={`${name}-fault`} class="fault">
          {fault}
        </small>
      )}
    </div>
  );
}
