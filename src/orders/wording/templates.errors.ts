import { AppError } from '../../errors.js';
import type { TemplateFlaw } from './template-flaw.js';

/** The text is no template, or takes more segments than SMS_SEGMENTS_MAX. */
export class TemplateUnfit extends AppError {
  readonly fault = 'unprocessable';
  readonly code = 'template-unfit';

  constructor(readonly flaw: TemplateFlaw) {
    super(`These words cannot be sent (${flaw.kind}), so nothing was changed. Mend them and send them again.`);
  }
}

/** Somebody changed the template since the version that the change was made of. */
export class TemplateChanged extends AppError {
  readonly fault = 'conflict';
  readonly code = 'template-changed';

  constructor() {
    super('Somebody changed the words of the SMS meanwhile. Look at them, and send yours again if they are to stay.');
  }
}
