import { Inject, Injectable } from '@nestjs/common';
import { type Config, signInHindrance } from '#libs/config';
import { TASK_QUEUES } from '#libs/contracts';
import { type HealthAnswer, type PartAnswer } from '#libs/contracts/http';
import { probeSmtp } from '#libs/mail';
import { probePostgres, WorkerBeats } from '#libs/persistence';
import { TemporalProbe } from '#libs/temporal';
import { CONFIG } from '../ports/tokens.js';

const TIMEOUT_MS = 3_000;
const SHARED_FOR_MS = 1_500;
const BEAT_FRESH_MS = 5_000;

type Seen = Pick<PartAnswer, 'ok' | 'detail'>;

/** Looks at every part anew, each within three seconds. */
@Injectable()
export class HealthService {
  private latest: { readonly at: number; readonly answer: Promise<HealthAnswer> } | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly temporal: TemporalProbe,
    private readonly beats: WorkerBeats,
  ) {}

  /** Everybody who asks within a moment gets the same look, so that asking costs the parts little. */
  parts(): Promise<HealthAnswer> {
    if (this.latest === undefined || performance.now() - this.latest.at > SHARED_FOR_MS) {
      this.latest = { at: performance.now(), answer: this.look() };
    }
    return this.latest.answer;
  }

  private async look(): Promise<HealthAnswer> {
    const parts = await Promise.all([
      probe('api', 'API', () => Promise.resolve(this.api())),
      probe('postgresql', 'PostgreSQL', () => this.postgres()),
      probe('temporal', 'Temporal', () => this.askTemporal()),
      probe('worker-cycle', 'Worker (hàng đợi cycle)', () => this.worker(TASK_QUEUES.cycle)),
      probe('worker-mail', 'Worker (hàng đợi mail)', () => this.worker(TASK_QUEUES.mail)),
      probe('smtp', 'SMTP', () => this.smtp()),
    ]);
    return { ok: parts.every((part) => part.ok), parts };
  }

  /** Ready to take commands in: the API and its database. */
  async ready(): Promise<boolean> {
    return (await probe('postgresql', 'PostgreSQL', () => this.postgres())).ok;
  }

  /** It answers; where nobody can sign in by a browser it says why. */
  private api(): Seen {
    const hindrance = signInHindrance(this.config.api);
    return { ok: true, detail: hindrance === undefined ? 'đang trả lời' : `đang trả lời; ${hindrance}` };
  }

  private async postgres(): Promise<Seen> {
    const version = await probePostgres(this.config.database.url, TIMEOUT_MS);
    return { ok: true, detail: `phiên bản ${version}` };
  }

  private async askTemporal(): Promise<Seen> {
    await this.temporal.ask(TIMEOUT_MS);
    return { ok: true, detail: `không gian tên ${this.config.temporal.namespace} trả lời` };
  }

  private async worker(queue: string): Promise<Seen> {
    const { workers, latestMs } = await this.beats.alive(queue, BEAT_FRESH_MS);
    if (workers > 0) return { ok: true, detail: `${workers} tiến trình đang nhận việc` };
    const since = latestMs === undefined ? 'chưa từng thấy' : `im lặng ${Math.round(latestMs / 1000)} giây`;
    return { ok: false, detail: `không có tiến trình nào (${since}); hãy khởi động lại worker` };
  }

  private async smtp(): Promise<Seen> {
    const { relayUrl } = this.config.mail;
    await probeSmtp(relayUrl, TIMEOUT_MS);
    return { ok: true, detail: `${new URL(relayUrl).host} trả lời` };
  }
}

/** A probe that fails or takes too long is a part that is down, with the reason. */
async function probe(key: PartAnswer['key'], name: string, look: () => Promise<Seen>): Promise<PartAnswer> {
  const started = performance.now();
  const answer = (seen: Seen): PartAnswer => ({
    key,
    name,
    ...seen,
    tookMs: Math.round(performance.now() - started),
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Seen>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, detail: `không trả lời trong ${TIMEOUT_MS / 1000} giây` });
    }, TIMEOUT_MS + 500);
  });
  try {
    return answer(await Promise.race([look(), tooLong]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return answer({ ok: false, detail: `không trả lời: ${reason || 'mất kết nối'}` });
  } finally {
    clearTimeout(timer);
  }
}
