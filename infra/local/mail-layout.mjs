// Compiles the MJML layout of mails to the Handlebars HTML that the product loads, where the layout has changed.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './ensure.mjs';

const folder = path.join('libs', 'mail', 'layout');

/** The file that the product loads, and the layout that it was made of. */
export const layoutFiles = (root = projectRoot) => ({
  source: path.join(root, folder, 'layout.mjml'),
  compiled: path.join(root, folder, 'layout.html.hbs'),
});

/** First line of the compiled file: which layout it was made of. */
const headOf = (mjml) =>
  `{{!-- of layout.mjml ${createHash('sha256').update(mjml).digest('hex').slice(0, 16)} --}}\n`;

/** The layout as HTML with the marks of its parts; nothing is loaded from elsewhere by whoever reads it. */
export async function compiledLayout(mjml) {
  const { default: mjml2html } = await import('mjml');
  const { html } = await mjml2html(mjml, { validationLevel: 'strict', fonts: {}, keepComments: true });
  // Every mail carries it: neither the indents of its making nor empty lines.
  return `${headOf(mjml)}${html
    .replace(/^[ \t]+|[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()}\n`;
}

/** Brings the compiled file up to date; answers whether that was needed. MJML is loaded only then. */
export async function compileLayout(root = projectRoot) {
  const { source, compiled } = layoutFiles(root);
  const mjml = await readFile(source, 'utf8').catch(() => undefined);
  // An archive carries the compiled file alone.
  if (mjml === undefined) return false;
  const known = await readFile(compiled, 'utf8').catch(() => '');
  if (known.startsWith(headOf(mjml))) return false;
  await writeFile(compiled, await compiledLayout(mjml));
  return true;
}

if (
  process.argv[1] &&
  path.resolve(process.argv[1]) === path.join(projectRoot, 'infra/local/mail-layout.mjs')
) {
  console.log((await compileLayout()) ? 'layout of mails compiled' : 'layout of mails is up to date');
}
