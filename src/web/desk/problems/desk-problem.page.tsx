import type { JSX } from 'preact';
import type { Problem } from '../../../http/problems/problem.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { ExplainedFragment } from '../../kit/problem.page.js';
import type { Explanation } from '../../kit/problem.words.js';
import { DeskLayout } from '../desk-layout.js';
import { deskProblemWords } from './desk-problem.words.js';
import type { UnsentForm } from './unsent-form.js';

interface DeskProblemPageProps {
  readonly problem: Problem;
  /** The form that was not taken; null for a request of another kind. */
  readonly form: UnsentForm | null;
}

/** An error in place of a page of the desk. A form that was not taken can be sent from it again. */
export function DeskProblemPage({ problem, form }: DeskProblemPageProps): JSX.Element {
  const words = useWords(deskProblemWords);
  const { path } = usePageContext();
  const { title, text } = useDeskExplanation(problem);
  const mayPass = problem.status >= 500;
  return (
    <DeskLayout title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      {form !== null && (
        <form method="post" action={form.action}>
          <p class="lead">{form.isUnsure ? words.keptUnsure : words.kept}</p>
          {form.fields.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{words.sendAgain}</button>
        </form>
      )}
      <p class="action-line">
        {mayPass && form === null && (
          <a class="action primary" href={path}>
            {words.retry}
          </a>
        )}
        <a class="action" href="/desk">
          {words.home}
        </a>
      </p>
      <p class="quiet">{words.reference(problem.request_id)}</p>
    </DeskLayout>
  );
}

/** The same in place of the part of a page that did not work. */
export function DeskProblemFragment({ problem }: { readonly problem: Problem }): JSX.Element {
  return <ExplainedFragment {...useDeskExplanation(problem)} />;
}

/** The same in few words, beside a form that stays as it was typed. */
export function DeskProblemToast({ problem }: { readonly problem: Problem }): JSX.Element {
  const { title, text } = useDeskExplanation(problem);
  return (
    <p>
      <strong>{title}.</strong> {text}
    </p>
  );
}

function useDeskExplanation({ type, status }: Problem): Explanation {
  const { byCode, byStatus } = useWords(deskProblemWords);
  const code = type.replace('/problems/', '');
  const explanation = Object.hasOwn(byCode, code) ? byCode[code] : byStatus[status];
  return (explanation ?? byStatus[status >= 500 ? 500 : 400]) as Explanation;
}
