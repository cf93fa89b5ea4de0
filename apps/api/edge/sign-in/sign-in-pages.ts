import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** The page under the addresses that mails name, and its parts; by the file beside this one. */
const FILES = {
  '/dang-nhap': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/viec/:cycleId/:unitId/:stage': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/van-ban/:cycleId/:kind': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/van-ban/:cycleId/:kind/:communeCode': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/dia-chi': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/loi-moi': { file: 'sign-in.html', type: 'text/html; charset=utf-8' },
  '/dang-nhap/sign-in.css': { file: 'sign-in.css', type: 'text/css; charset=utf-8' },
  '/dang-nhap/sign-in.page.mjs': { file: 'sign-in.page.mjs', type: 'text/javascript; charset=utf-8' },
} as const;

/** Whether an address is one of the pages, which are no routes of the contract and ask for nobody. */
export const isSignInPage = (url: string): boolean => Object.hasOwn(FILES, url);

/** Serves the pages by which people sign in; what they send goes to routes of the contract. */
export async function addSignInPages(server: FastifyInstance): Promise<void> {
  for (const [url, { file, type }] of Object.entries(FILES)) {
    const content = await readFile(new URL(`./${file}`, import.meta.url));
    server.get(url, async (_request, reply) => reply.type(type).send(content));
  }
}
