import ts from 'typescript';
import { commentsIn } from './comments.js';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

const MOST_COLUMNS = 100;
const MOST_WORDS = 25;

/** Words that docs/architecture.md gives another word for, and that can mean nothing else here. */
const BANNED: Readonly<Record<string, string>> = {
  bell: 'wake-up signal',
  convoy: 'calls that wait for each other',
  courier: 'sender',
  door: 'what opens or closes',
  doorbell: 'wake-up signal',
  doors: 'what opens or closes',
  gatherer: 'batcher',
  lots: 'batches',
  notice: 'notification, or its body',
  notices: 'notifications, or their bodies',
  pace: 'rate',
  presence: 'lease',
  shelf: 'what it holds',
  shelves: 'what they hold',
  texted: 'notified',
  visit: 'request',
  visitor: 'caller',
  visitors: 'callers',
  visits: 'requests',
};
const DOCUMENTS: Readonly<Record<string, string>> = { 'document 000': 'phone API', 'document 002': 'admin API' };

/** Comments are at most 100 columns wide, those in SQL included. */
export function wideComments(tree: Tree): Violation[] {
  return tree.flatMap(commentsIn).flatMap(({ file, firstLine, lines }) =>
    lines.flatMap((line, index) => {
      if (line.length <= MOST_COLUMNS) return [];
      return [
        {
          file,
          line: firstLine + index,
          message: `a comment of ${line.length} columns, ${MOST_COLUMNS} at most: break the line`,
        },
      ];
    }),
  );
}

/**
 * A sentence of a comment has 25 words at most. Items of a list and tags such as `@throws` are
 * sentences of their own.
 */
export function longSentences(tree: Tree): Violation[] {
  return tree.flatMap(commentsIn).flatMap(({ file, firstLine, lines }) =>
    sentencesOf(lines).flatMap(({ words, line }) => {
      if (words.length <= MOST_WORDS) return [];
      const beginning = words.slice(0, 5).join(' ');
      return [
        {
          file,
          line: firstLine + line,
          message: `a sentence of ${words.length} words, ${MOST_WORDS} at most: “${beginning} …”`,
        },
      ];
    }),
  );
}

/** The words of one sentence, and in which line of the comment it begins. */
interface Sentence {
  readonly words: readonly string[];
  readonly line: number;
}

/**
 * What a line of a comment may begin with, and what begins a sentence whatever stood before: an
 * item or a tag.
 */
const MARKERS = /^\s*(?:\/\*+|\*(?!\/)|\/\/+|--)?\s?|\*\/\s*$/g;
const BEGINNING = /^\s*(?:$|[-*•]\s|\d+\.\s|@\w)/;
const END = /[.!?][)\]”’"']*$/;
const ABBREVIATION = /^[(“"]*(?:e\.g\.|i\.e\.|cf\.|etc\.|vs\.)/;

function sentencesOf(lines: readonly string[]): readonly Sentence[] {
  const sentences: { words: string[]; line: number }[] = [];
  let ended = true;
  for (const [line, written] of lines.entries()) {
    const text = written.replace(MARKERS, '');
    ended ||= BEGINNING.test(text);
    // A link and a piece of code are one word each.
    for (const word of text.replace(/\{@link[^}]*\}|`[^`]*`/g, (part) => part.replaceAll(' ', '')).split(/\s+/)) {
      if (!/[\p{L}\p{N}]/u.test(word)) continue;
      if (ended) sentences.push({ words: [], line });
      sentences.at(-1)?.words.push(word);
      ended = END.test(word) && !ABBREVIATION.test(word);
    }
  }
  return sentences;
}

/** Words that the glossary gives another word for are in no comment, name or file name. */
export function bannedWords(tree: Tree): Violation[] {
  return tree.flatMap((file) => {
    const comments = commentsIn(file).flatMap(({ firstLine, lines }) =>
      lines.map((text, index) => ({ text, line: firstLine + index })),
    );
    const names = nodesIn(file)
      .filter((node) => ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      .map((node) => ({ text: node.text, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 }));
    return [{ text: file.fileName, line: 1 }, ...names, ...comments].flatMap(({ text, line }) =>
      bannedIn(text).map((message) => ({ file: file.fileName, line, message })),
    );
  });
}

function bannedIn(text: string): readonly string[] {
  const words =
    text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const found = words.flatMap((word) => (Object.hasOwn(BANNED, word) ? [`${word}: say ${BANNED[word]}`] : []));
  const documents = Object.entries(DOCUMENTS).filter(([name]) => text.includes(name));
  return [...found, ...documents.map(([name, instead]) => `${name}: say ${instead}`)];
}

/** These begin the rest of a sentence, whose beginning was in `describe`. */
const CONTINUATIONS = ['of', 'that', 'which', 'who', 'whose', 'and', 'or', 'but'];

/**
 * The title of a test reads alone in a list of failures.
 * - It begins with a small letter, or with a name such as `PostgreSQL`.
 * - It does not begin with a word that goes on from the title around it.
 *
 * Biome's useLowercaseTestTitle asks the same of `describe`, where the name of a class may stand.
 */
export function titles(tree: Tree): Violation[] {
  return tree.flatMap((file) =>
    nodesIn(file)
      .filter(ts.isCallExpression)
      .filter(({ expression }) => /^(?:it|test)\b/.test(expression.getText()))
      .flatMap((call) => {
        const [title] = call.arguments;
        const fault = title && ts.isStringLiteralLike(title) ? faultOfTitle(title.text) : null;
        return fault ? [violationAt(call, fault)] : [];
      }),
  );
}

function faultOfTitle(title: string): string | null {
  const [first = ''] = title.split(/[\s,]/);
  if (/^[A-Z][a-z]*$/.test(first))
    return `“${title}” begins with a capital: begin with a verb, or with what does something`;
  return CONTINUATIONS.includes(first)
    ? `“${title}” does not read alone: say what happens in one whole sentence`
    : null;
}
