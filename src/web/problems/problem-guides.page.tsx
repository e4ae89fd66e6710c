import type { JSX } from 'preact';
import { Layout } from '../kit/layout.js';

/** What the pages show of a kind of problem. */
interface ShownProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly meaning: string;
  readonly mending: string;
  readonly example: object;
}

const codeOf = ({ type }: ShownProblem): string => type.replace('/problems/', '');

/** One kind of problem, for developers: in English alone. */
export function ProblemGuidePage({ problem }: { readonly problem: ShownProblem }): JSX.Element {
  const code = codeOf(problem);
  return (
    <Layout title={code}>
      <article lang="en">
        <h1>{code}</h1>
        <p class="quiet">
          Status {problem.status}, {problem.title}
        </p>
        <h2>What it means</h2>
        <p>{problem.meaning}</p>
        <h2>How to mend it</h2>
        <p>{problem.mending}</p>
        <h2>An example</h2>
        {/* A long line scrolls inside, so people without a mouse must be able to reach it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls (WCAG 2.1.1) */}
        <pre tabIndex={0}>
          <code>{JSON.stringify(problem.example, null, 2)}</code>
        </pre>
        <p>
          <a href="/problems">All kinds of problems</a>
        </p>
      </article>
    </Layout>
  );
}

/** Every kind of problem, by status. */
export function ProblemGuidesPage({ problems }: { readonly problems: readonly ShownProblem[] }): JSX.Element {
  const sorted = [...problems].sort((one, other) => one.status - other.status);
  return (
    <Layout title="Problems">
      <article lang="en">
        <h1>Problems</h1>
        <p>
          Every error of the API is a problem document (RFC 9457). Its <code>type</code> leads to one of these pages.
        </p>
        <dl>
          {sorted.map((problem) => (
            <>
              <dt>
                {problem.status} <a href={problem.type}>{codeOf(problem)}</a>
              </dt>
              <dd>{problem.meaning}</dd>
            </>
          ))}
        </dl>
      </article>
    </Layout>
  );
}
