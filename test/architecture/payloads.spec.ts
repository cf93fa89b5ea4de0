import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ACTIVITY_PAYLOADS, WORKFLOW_PAYLOADS } from '#libs/contracts/payloads';
import { faultsOf } from '../support/strict.js';
import { lossesOf, type Schema } from './growth.js';
import released from './released-contracts.json' with { type: 'json' };

/** The parts that are there, by whose they are. */
const partsOf = (whose: string, parts: Readonly<Record<string, z.ZodType | undefined>> = {}) =>
  Object.entries(parts).flatMap(([part, schema]): [string, z.ZodType][] =>
    schema === undefined ? [] : [[`${whose} ${part}`, schema]],
  );

/** Every payload by the name of its workflow or activity and what it is of that. */
const PAYLOADS: Readonly<Record<string, z.ZodType>> = Object.fromEntries([
  ...Object.entries(WORKFLOW_PAYLOADS).flatMap(([name, { input, result, query, update, signals }]) => [
    ...partsOf(name, { input, result, query }),
    ...partsOf(`${name} update`, { input: update?.input, result: update?.result }),
    ...partsOf(`${name} signal`, signals),
  ]),
  ...Object.entries(ACTIVITY_PAYLOADS).flatMap(([name, { input, result }]) =>
    partsOf(name, { input, result }),
  ),
]);

const shapeOf = (schema: z.ZodType) => JSON.parse(JSON.stringify(z.toJSONSchema(schema))) as Schema;

/**
 * A history is read by code newer than what wrote it, and while a version is rolled out by older code too; so a payload
 * neither loses a field nor asks for a new one.
 */
const lossesOfPayload = (name: string, before: Schema, after: Schema | undefined): string[] =>
  after === undefined
    ? [`${name} is gone`]
    : (['taken', 'given'] as const).flatMap((direction) =>
        lossesOf({ schema: before, definitions: {} }, { schema: after, definitions: {} }, direction, name),
      );

describe('the payloads of runs and activities', () => {
  const now = Object.fromEntries(Object.entries(PAYLOADS).map(([name, schema]) => [name, shapeOf(schema)]));
  const before = Object.entries(released.payloads as unknown as Record<string, Schema>);

  it('are as they were released, or more', () => {
    expect(before.length).toBeGreaterThan(25);
    expect(before.flatMap(([name, shape]) => lossesOfPayload(name, shape, now[name]))).toEqual([]);
  });

  it('would be seen to lose a field, to ask for one, or to be gone', () => {
    const view = z.object({ version: z.number(), over: z.boolean() });
    const lost = (after: z.ZodType) => lossesOfPayload('view', shapeOf(view), shapeOf(after));
    expect(lost(view.extend({ details: z.string().optional() }))).toEqual([]);
    expect(lost(view.omit({ over: true }))).toContain('view.over is gone');
    expect(lost(view.extend({ details: z.string() }))).toEqual(['view.details must be sent now']);
    expect(lossesOfPayload('view', shapeOf(view), undefined)).toEqual(['view is gone']);
  });
});

interface Payloads {
  readonly payloads?: readonly { readonly data?: string }[];
}

interface HistoryEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly workflowExecutionStartedEventAttributes?: Named<'workflowType'> & { readonly input?: Payloads };
  readonly workflowExecutionContinuedAsNewEventAttributes?: Named<'workflowType'> & {
    readonly input?: Payloads;
  };
  readonly workflowExecutionCompletedEventAttributes?: { readonly result?: Payloads };
  readonly workflowExecutionSignaledEventAttributes?: {
    readonly signalName: string;
    readonly input?: Payloads;
  };
  readonly workflowExecutionUpdateAcceptedEventAttributes?: {
    readonly acceptedRequest: { readonly input: { readonly args?: Payloads } };
  };
  readonly workflowExecutionUpdateCompletedEventAttributes?: {
    readonly outcome: { readonly success?: Payloads };
  };
  readonly activityTaskScheduledEventAttributes?: Named<'activityType'> & { readonly input?: Payloads };
  readonly activityTaskCompletedEventAttributes?: {
    readonly scheduledEventId: string;
    readonly result?: Payloads;
  };
  readonly markerRecordedEventAttributes?: {
    readonly markerName: string;
    readonly details: { readonly data?: Payloads; readonly result?: Payloads };
  };
}

type Named<K extends string> = { readonly [P in K]: { readonly name: string } };

/** What a history holds, each by the name of its payload; nothing where there is no value. */
function* heldIn(events: readonly HistoryEvent[]): Generator<readonly [string, unknown]> {
  const type = events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '';
  const scheduled = new Map<string, string>();
  const one = function* (name: string, said: Payloads | undefined): Generator<readonly [string, unknown]> {
    for (const { data } of said?.payloads ?? []) if (data) yield [name, decoded(data)];
  };
  for (const event of events) {
    yield* one(`${type} input`, event.workflowExecutionStartedEventAttributes?.input);
    yield* one(`${type} input`, event.workflowExecutionContinuedAsNewEventAttributes?.input);
    yield* one(`${type} result`, event.workflowExecutionCompletedEventAttributes?.result);
    const signal = event.workflowExecutionSignaledEventAttributes;
    yield* one(`${type} signal ${signal?.signalName ?? ''}`, signal?.input);
    const asked = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input.args;
    yield* one(`${type} update input`, asked);
    const outcome = event.workflowExecutionUpdateCompletedEventAttributes?.outcome.success;
    yield* one(`${type} update result`, outcome);
    const { activityTaskScheduledEventAttributes: task, activityTaskCompletedEventAttributes: done } = event;
    if (task !== undefined) scheduled.set(event.eventId, task.activityType.name);
    yield* one(`${task?.activityType.name ?? ''} input`, task?.input);
    yield* one(`${scheduled.get(done?.scheduledEventId ?? '') ?? ''} result`, done?.result);
    const marker = event.markerRecordedEventAttributes;
    if (marker?.markerName === 'core_local_activity') {
      const { activity_type: local } = decoded(marker.details.data?.payloads?.[0]?.data ?? '') as {
        readonly activity_type: string;
      };
      yield* one(`${local} result`, marker.details.result);
    }
  }
}

const decoded = (data: string): unknown => JSON.parse(Buffer.from(data, 'base64').toString('utf8'));

describe('what recorded histories hold', () => {
  const folder = path.resolve(import.meta.dirname, '../replay/histories');
  const held = new Set<string>();

  it.each(readdirSync(folder))('since %s is read by the present code, field for field', (version) => {
    const faults = new Set<string>();
    for (const file of readdirSync(path.join(folder, version))) {
      const runs = JSON.parse(readFileSync(path.join(folder, version, file), 'utf8')) as readonly {
        readonly history: { readonly events: readonly HistoryEvent[] };
      }[];
      for (const [name, value] of runs.flatMap(({ history }) => [...heldIn(history.events)])) {
        held.add(name);
        const schema = PAYLOADS[name];
        if (schema === undefined) faults.add(`${file}: ${name} is not in the contract`);
        else for (const fault of faultsOf(schema, value)) faults.add(`${file}: ${name}: ${fault}`);
      }
    }
    expect([...faults]).toEqual([]);
  });

  it('has every payload but those that no history keeps', () => {
    // Queries leave nothing behind, of a local activity its result alone is kept, and mail is delivered until the run ends.
    const unkept = [
      'unitYear query',
      'areaYear query',
      'rehearsal query',
      'applyCommand input',
      'deliverMail result',
    ];
    expect(new Set(Object.keys(PAYLOADS).filter((name) => !held.has(name)))).toEqual(new Set(unkept));
  });
});
