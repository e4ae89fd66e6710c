import type { JSX } from 'preact';
import type { Problem } from '../../http/problems/problem.js';
import { Layout } from './layout.js';
import { useWords } from './page-context.js';
import { type Explanation, problemWords } from './problem.words.js';

interface ProblemProps {
  readonly problem: Problem;
}

/** An error, for a person. */
export function ProblemPage({ problem }: ProblemProps): JSX.Element {
  const words = useWords(problemWords);
  const { title, text } = useExplanation(problem);
  return (
    <Layout title={title}>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a class="action" href="/">
          {words.again}
        </a>
      </p>
      <p class="quiet">{words.reference(problem.request_id)}</p>
    </Layout>
  );
}

/** An error in place of the part of a page that did not work. */
export function ProblemFragment({ problem }: ProblemProps): JSX.Element {
  return <ExplainedFragment {...useExplanation(problem)} />;
}

/** What went wrong, in place of a part of a page. */
export function ExplainedFragment({ title, text }: Explanation): JSX.Element {
  return (
    <article>
      <div role="alert">
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </article>
  );
}

/** The words for the problem's code, or else for its status. */
function useExplanation({ type, status }: Problem): Explanation {
  const words = useWords(problemWords);
  const byCode: Readonly<Record<string, Explanation>> = words.byCode;
  const byStatus: Readonly<Record<string, Explanation>> = words.byStatus;
  const code = type.replace('/problems/', '');
  const explanation = Object.hasOwn(byCode, code) ? byCode[code] : byStatus[status];
  return explanation ?? words.otherwise;
}
