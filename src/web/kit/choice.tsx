import type { JSX } from 'preact';

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** What stands for no choice; absent where one must be taken. */
  readonly any?: string;
  /** The words of each choice, by its value. */
  readonly choices: Readonly<Record<string, string>>;
  readonly value?: string | undefined;
}

/** A field of a form that has one of some values, or none. */
export function Choice({ name, label, any, choices, value = '' }: ChoiceProps): JSX.Element {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {any !== undefined && <option value="">{any}</option>}
        {Object.entries(choices).map(([each, words]) => (
          <option key={each} value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
