import type { DataSource } from 'typeorm';
import type { AuditTrailFeed } from '#libs/application';
import { ChannelListener, listeningClient } from '../channel-listener.js';
import { AUDIT_CHANNEL } from './audit.repository.js';

/** Hears of each audit row as soon as it is committed. */
export class AuditFeed implements AuditTrailFeed {
  private readonly listener: ChannelListener;

  constructor(source: DataSource) {
    this.listener = new ChannelListener(() => listeningClient(source), AUDIT_CHANNEL);
  }

  follow(hear: (cycleId: string) => void): () => void {
    return this.listener.follow((payload) => hear(payload.slice(0, payload.lastIndexOf('/'))));
  }

  connect(): Promise<void> {
    return this.listener.connect();
  }

  close(): void {
    this.listener.close();
  }
}
