import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Sign of life of a worker process; one row a queue and process. */
@Entity('worker_beat')
export class WorkerBeatRow {
  @PrimaryColumn('text')
  queue!: string;

  @PrimaryColumn('text', { name: 'worker_id' })
  workerId!: string;

  @Column('timestamptz')
  at!: Date;
}
