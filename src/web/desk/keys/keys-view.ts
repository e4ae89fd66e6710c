import type { ApiKey } from '../../../auth/keys/api-key.js';
import type { Page, PageRequest } from '../../../database/pages.js';
import type { FilledForm } from '../../kit/filled-form.js';

/** A page of the keys, as it is shown. */
export interface KeysView {
  readonly page: Page<ApiKey>;
  readonly request: PageRequest;
  /** As the address has it. Empty on the first page. */
  readonly cursor: string;
  /** The id of the key that the form makes. */
  readonly formId: string;
  /** The names of those who made a key, by id. */
  readonly makers: ReadonlyMap<string, string>;
}

/** The form that rotates a key, as it was sent in vain. */
export interface SentRotation {
  readonly id: string;
  readonly form: FilledForm;
}
