import { readFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCE = 'src/config/config.ts';

/** The README's table of variables, from the sentences and defaults of the class that reads them. */
export function configTable() {
  const file = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true);
  const [config] = file.statements.filter(ts.isClassDeclaration);
  const rows = config.members.map((member) => {
    const meaning = ts.getTextOfJSDocComment(member.jsDoc[0].comment).replaceAll('|', '\\|');
    const initial = member.initializer?.getText().replaceAll("'", '').replaceAll('_', '');
    return `| \`${member.name.getText()}\` | ${initial === undefined ? '' : `\`${initial}\``} | ${meaning} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}
