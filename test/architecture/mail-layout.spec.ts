import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { compiledLayout, layoutFiles } from '../../infra/local/mail-layout.mjs';

it('the layout of mails that the product loads is what MJML makes of layout.mjml', async () => {
  const { source, compiled } = layoutFiles();
  expect(await readFile(compiled, 'utf8')).toBe(await compiledLayout(await readFile(source, 'utf8')));
});
