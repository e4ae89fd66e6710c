import type { JSX } from 'preact';
import type { Problem } from '../../http/problems/problem.js';
import { Layout } from './layout.js';
import type { Visit } from './visit.js';
import type { Notice, Words } from './words.js';

interface ProblemProps {
  readonly visit: Visit;
  readonly problem: Problem;
}

/** An error, for a person. */
export function ProblemPage({ visit, problem }: ProblemProps): JSX.Element {
  const { title, text } = noticeOf(problem, visit.words);
  return (
    <Layout visit={visit} title={title}>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a class="door" href="/">
          {visit.words.again}
        </a>
      </p>
      <p class="quiet">{visit.words.reference(problem.request_id)}</p>
    </Layout>
  );
}

/** The same, in place of the part of a page that did not work. */
export function ProblemPiece({ visit, problem }: ProblemProps): JSX.Element {
  const { title, text } = noticeOf(problem, visit.words);
  return (
    <article>
      <div role="alert">
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </article>
  );
}

function noticeOf({ type, status }: Problem, { problems, statuses }: Words): Notice {
  const code = type.replace('/problems/', '');
  const known = Object.hasOwn(problems, code) ? problems[code] : statuses[status];
  return known ?? statuses.other;
}
