/** A route as the document of the phone API describes it. */
export interface DocumentedRoute {
  readonly method: string;
  /** With `<phone>` for its parameter. */
  readonly path: string;
  /** The JSON body that a caller sends; null when the document shows none. */
  readonly request: object | null;
  /**
   * The JSON answer, without the `...` that stands for further rows; null when the document shows
   * none.
   */
  readonly response: unknown;
}

/** Reads every `Endpoint:` of the document, in its order. */
export const routesIn = (markdown: string): DocumentedRoute[] =>
  markdown
    .split(/^Endpoint: /m)
    .slice(1)
    .map((part) => {
      const method = /^Method: (\w+)$/m.exec(part)?.[1] ?? '';
      const path = part.slice(0, part.indexOf('\n')).replaceAll('\\', '');
      const [first = null, second = null] = [...part.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) =>
        parseExample(json),
      );
      return method === 'GET'
        ? { method, path, request: null, response: first }
        : { method, path, request: first, response: second };
    });

const parseExample = (json: string): object => JSON.parse(json.replaceAll(/,\s*\.\.\./g, ''));
