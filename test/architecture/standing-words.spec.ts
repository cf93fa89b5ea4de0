import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { NOT_WAITED_FOR } from '#libs/contracts/http';
import { STANDINGS } from '#libs/unit-year';

/** Where people read how a stage stands: lists and boards of the command line, papers, pages of runs. */
const VIEWS = /^(apps\/(api|cli)|libs\/(application|documents))\/(?!.*\.(spec|support)\.ts$).*\.ts$/;
/** How the imagined units of a rehearsal behave, which is no standing. */
const NO_STANDING = /^apps\/cli\/rehearsal\//;

describe('a stage that nobody waits for', () => {
  it('is called the same whether its cut-off or its year has passed', () => {
    expect(NOT_WAITED_FOR.closed).toBe(NOT_WAITED_FOR.notSubmitted);
    expect(Object.keys(NOT_WAITED_FOR).filter((key) => !STANDINGS.some((each) => each === key))).toEqual([]);
  });

  it('has its word from one table in every view', async () => {
    const files = await Promise.all(
      ['apps', 'libs'].map(async (folder) =>
        (await readdir(folder, { recursive: true })).map((file) => `${folder}/${file}`),
      ),
    );
    const views = files.flat().filter((file) => VIEWS.test(file) && !NO_STANDING.test(file));
    const words = [...new Set(Object.values(NOT_WAITED_FOR))].join('|');
    const own = new RegExp(`'(${words})'`);
    const found = await Promise.all(
      views.map(async (file) => (own.test(await readFile(file, 'utf8')) ? [file] : [])),
    );
    expect(views).toContain('apps/cli/print/board-cells.ts');
    expect(found.flat()).toEqual([]);
  });
});
