import type { ComponentChildren, JSX } from 'preact';

interface FieldProps {
  readonly name: string;
  /** Of the input, where a page has more than one of the name; the name if absent. */
  readonly id?: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'tel' | 'email' | 'date';
  readonly hint?: ComponentChildren;
  /** What is wrong with what was typed. */
  readonly fault?: string | undefined;
  /** Lines that it shows, for a longer text; one if absent. */
  readonly lines?: number;
  /** Other attributes of the input, such as `required`. */
  readonly input?: Readonly<Record<string, string | number | boolean>>;
  /** Whether the field has the focus when the page opens. */
  readonly hasFocus?: boolean;
}

/** A field of a form with its label, a hint, and what is wrong with it. */
export function Field({
  name,
  id = name,
  label,
  value = '',
  type = 'text',
  hint,
  fault,
  lines,
  input,
  hasFocus,
}: FieldProps): JSX.Element {
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`];
  const attributes: object = {
    ...{ id, name, autoFocus: hasFocus, ...input },
    ...(lines === undefined ? { type, value } : { rows: lines }),
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': described.join(' ').trim() || undefined,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines === undefined ? <input {...attributes} /> : <textarea {...attributes}>{value}</textarea>}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      {fault !== undefined && (
        <small id={`${id}-fault`} class="fault">
          {fault}
        </small>
      )}
    </div>
  );
}
