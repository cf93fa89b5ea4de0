import type { DataSource } from 'typeorm';
import { ChannelListener, listeningClient } from '../channel-listener.js';
import { AUDIT_CHANNEL } from './audit.repository.js';

/** Tells which cycles have something new in their audit trail, as soon as it is committed. A hint, not a promise. */
export class AuditFeed {
  private readonly listener: ChannelListener;

  constructor(source: DataSource) {
    this.listener = new ChannelListener(() => listeningClient(source), AUDIT_CHANNEL);
  }

  /** Calls back with the cycle whose trail has grown; answers how to stop. */
  follow(hear: (cycleId: string) => void): () => void {
    return this.listener.follow((payload) => hear(payload.slice(0, payload.lastIndexOf('/'))));
  }

  /** Takes the connection, anew where it was lost; fails where it cannot be had. */
  connect(): Promise<void> {
    return this.listener.connect();
  }

  close(): void {
    this.listener.close();
  }
}
