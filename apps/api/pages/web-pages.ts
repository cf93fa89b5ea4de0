import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Addresses of the pages; all of them are one document, which finds out by itself what it is to show. */
const PAGES = [
  '/',
  '/dang-nhap',
  '/loi-moi',
  '/dia-chi',
  '/viec',
  '/viec/:cycleId/:unitId/:stage',
  '/van-ban/:cycleId/:kind',
  '/van-ban/:cycleId/:kind/:communeCode',
  '/bang-dieu-hanh',
  '/don-vi/:unitId',
] as const;

/** What a page may load and where it may send: this origin alone. Nothing inside the document runs, and nobody frames it. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const DOCUMENT = 'index.html';

/** Where the build has put them. */
const BUILT = fileURLToPath(new URL('../../web', import.meta.url));

/** Names of files below it say what is in them: they never change. */
const LASTING = `${path.sep}assets${path.sep}`;

/** Below these programs and pages ask, not people. */
const NOT_FOR_PEOPLE = /^\/(api|docs|assets)(\/|$)/;

/** Serves the pages of the product and their parts; what they ask and send goes to routes of the contract. */
export class WebPages {
  private readonly urls = new Set<string>(PAGES);
  private document = Buffer.alloc(0);

  /** @param folder that the build has filled */
  constructor(private readonly folder = BUILT) {}

  /** Whether the path of a matched route is a page or a part of one, which is no route of the contract and asks for nobody. */
  has(url: string): boolean {
    return this.urls.has(url);
  }

  /** Whether somebody has typed or followed an address that nothing serves, and is to read a page about it. */
  isForPeople({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
    return method === 'GET' && headers.accept?.includes('text/html') === true && !NOT_FOR_PEOPLE.test(url);
  }

  /** Answers the document, which finds out by itself what it is to show. */
  send(reply: FastifyReply, status = 200): FastifyReply {
    return reply
      .code(status)
      .header('content-security-policy', CONTENT_POLICY)
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(this.document);
  }

  async addTo(server: FastifyInstance): Promise<void> {
    this.document = await readFile(path.join(this.folder, DOCUMENT));
    // The parts are listed when the server starts, one route a file.
    for (const file of await readdir(this.folder, { recursive: true })) {
      if (file.startsWith(DOCUMENT)) continue;
      this.urls.add(`/${file.split(path.sep).join('/')}`);
    }
    await server.register(fastifyStatic, {
      root: this.folder,
      wildcard: false,
      index: false,
      // The document goes out under the policy of pages alone.
      globIgnore: [`${DOCUMENT}*`],
      preCompressed: true,
      decorateReply: false,
      setHeaders: (reply, file) => {
        const lasting = file.includes(LASTING);
        void reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    for (const url of PAGES) server.get(url, async (_request, reply) => this.send(reply));
  }
}
