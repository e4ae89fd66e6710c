import { readFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCE = 'src/config/config.ts';

/** The README's table of variables, from the sentences and defaults of the class that reads them. */
export function configTable() {
  const file = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true);
  const [config] = file.statements.filter(ts.isClassDeclaration);
  const rows = config.members.map((member) => {
    const meaning = ts.getTextOfJSDocComment(member.jsDoc[0].comment).replaceAll('|', '\\|');
    const initial = member.initializer === undefined ? '' : `\`${written(member.initializer)}\``;
    return `| \`${member.name.getText()}\` | ${initial} | ${meaning} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** A default as it would stand in the environment. */
const written = (value) => (ts.isArrayLiteralExpression(value) ? value.elements.map(written).join(',') : value.text);
