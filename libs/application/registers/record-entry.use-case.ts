import { randomUUID } from 'node:crypto';
import { dateOf } from '#libs/calendar';
import {
  DomainError,
  type RegisterCorrectionBody,
  type RegisterEntryBody,
  type RegisterWithdrawalBody,
} from '#libs/contracts';
import type { PackRegister } from '#libs/policy';
import { checkEntry, type EntryData } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';
import { requireRecorder } from '../access/recorder.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { sideOf } from './register-desk.js';
import { type RegisterScene, registerOf, registerScene, requireIntake } from './register-rules.js';
import type { RegisterEntry } from './registers.port.js';

type Needs = Stores<'audit' | 'cycles' | 'migrations' | 'now' | 'registers' | 'unitYears' | 'units'>;

/** The unit and the register that an entry belongs to, and the key by which the request is known again. */
export interface EntryPlace {
  readonly cycleId: string;
  readonly unitId: string;
  readonly register: string;
  readonly idempotencyKey: string;
}

export type EntryChange =
  | { readonly kind: 'enter'; readonly body: RegisterEntryBody }
  | { readonly kind: 'correct'; readonly entryId: string; readonly body: RegisterCorrectionBody }
  | { readonly kind: 'withdraw'; readonly entryId: string; readonly body: RegisterWithdrawalBody };

const ACTIONS = {
  enter: 'register.entered',
  correct: 'register.corrected',
  withdraw: 'register.withdrawn',
} as const;

/**
 * Takes a fact behind the points in, corrects or withdraws it. Nothing is changed in place: a correction is the next
 * version of the entry, a withdrawal its last one, each with its reason and its row in the audit.
 */
export class RecordEntry {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * The same key gives the same entry again.
   *
   * @param dryRun only checks
   * @returns the version as it was recorded, and whether this request recorded it
   * @throws DomainError for rights, scope, the window, the register's fields, and a reused key
   */
  async execute(
    identity: Identity,
    place: EntryPlace,
    change: EntryChange,
    dryRun = false,
  ): Promise<{ readonly entry: RegisterEntry; readonly isNew: boolean }> {
    const { cycleId, unitId, register: key, idempotencyKey } = place;
    const bodyDigest = requestDigest([cycleId, unitId, key, change]);
    return this.unitOfWork.inTransaction(async (records) => {
      const scene = await registerScene(records, this.rules, identity, cycleId, unitId);
      const register = registerOf(scene.rules.pack, key);
      // One after the other: two corrections of one entry must not both be the next version.
      await records.unitYears.lock(cycleId, unitId);
      const earlier = await records.registers.byKey(identity.actorId, idempotencyKey);
      if (earlier !== undefined) {
        if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
        return { entry: earlier, isNew: false };
      }
      const recordedAt = await records.now();
      const next = await nextVersion(
        records,
        identity,
        scene,
        register,
        change,
        scene.cycle.clockAt ?? recordedAt,
      );
      const { actorId, name, role, officeCode } = identity;
      const entry: RegisterEntry = {
        ...next,
        cycleId,
        unitId,
        register: key,
        actor: { actorId, name, role, officeCode },
        recordedAt,
        at: scene.cycle.clockAt ?? recordedAt,
        onBehalf: change.body.onBehalf,
        idempotencyKey,
        bodyDigest,
      };
      if (dryRun) return { entry, isNew: true };
      await records.registers.insert(entry);
      await records.audit.append({
        cycleId,
        areaCode: scene.year.communeCode,
        actorId,
        actorRole: role,
        action: ACTIONS[change.kind],
        object: `${unitId}/${key}/${entry.id}`,
        detail: { actor: entry.actor, version: entry.version, change },
      });
      return { entry, isNew: true };
    });
  }
}

type Next = Pick<RegisterEntry, 'id' | 'version' | 'effectiveOn' | 'data' | 'state' | 'reason'>;

async function nextVersion(
  records: Needs,
  identity: Identity,
  scene: RegisterScene,
  register: PackRegister,
  change: EntryChange,
  now: string,
): Promise<Next> {
  const intake = (effectiveOn: string, onBehalf: OnBehalf | undefined) =>
    requireIntake(records, scene, register, effectiveOn, now, onBehalf);
  if (change.kind === 'enter') {
    const { effectiveOn, data: entered, onBehalf } = change.body;
    const recording = { register, onBehalf: onBehalf !== undefined };
    await requireRecorder(records, identity, scene.rules, scene.year, recording, dateOf(now));
    await intake(effectiveOn, onBehalf);
    const data = await soundData(records, scene, register, entered);
    return { id: randomUUID(), version: 1, effectiveOn, data, state: 'standing' };
  }
  const { entryId, body } = change;
  const before = await records.registers.find(scene.cycle.id, entryId);
  if (before?.unitId !== scene.year.unitId || before.register !== register.key)
    throw new DomainError('REGISTER.ENTRY_UNKNOWN', { entry: entryId });
  await requireRecorder(
    records,
    identity,
    scene.rules,
    scene.year,
    {
      register,
      onBehalf: body.onBehalf !== undefined,
      before: { side: sideOf(before), actor: before.actor },
    },
    dateOf(now),
  );
  if (before.state === 'withdrawn') throw new DomainError('REGISTER.WITHDRAWN');
  if (body.version !== undefined && body.version !== before.version) throw new DomainError('REGISTER.STALE');
  const reason = reasonIn(register, body.reason);
  const version = before.version + 1;
  if (change.kind === 'withdraw') {
    await intake(before.effectiveOn, body.onBehalf);
    return {
      id: entryId,
      version,
      effectiveOn: before.effectiveOn,
      data: before.data,
      state: 'withdrawn',
      reason,
    };
  }
  const { effectiveOn, data: entered } = change.body;
  await intake(effectiveOn, body.onBehalf);
  const data = await soundData(records, scene, register, entered);
  return { id: entryId, version, effectiveOn, data, state: 'standing', reason };
}

/** Fields as they are kept; entries that are referred to stand in their register. */
async function soundData(
  records: Needs,
  { cycle, year, unit }: RegisterScene,
  register: PackRegister,
  entered: RegisterEntryBody['data'],
): Promise<EntryData> {
  const checked = checkEntry(register, unit, entered);
  const problems = 'problems' in checked ? [...checked.problems] : [];
  const data = 'data' in checked ? checked.data : {};
  for (const field of register.fields) {
    const id = data[field.key];
    if (field.type !== 'entry' || typeof id !== 'string') continue;
    const found = await records.registers.find(cycle.id, id);
    const stands = found?.unitId === year.unitId && found.register === field.of && found.state === 'standing';
    if (!stands)
      problems.push({ field: field.key, message: `“${field.name}”: đơn vị không có mục này trong sổ.` });
  }
  if (problems.length === 0) return data;
  throw new DomainError(
    'REGISTER.INVALID',
    { register: register.name },
    problems.map(({ field, message }) => ({ code: 'REGISTER.FIELD', place: field, message })),
  );
}

/** A register without words takes one of its own reasons, by key. */
function reasonIn({ reasons }: PackRegister, given: string): string {
  if (reasons === undefined) return given;
  const chosen = reasons.find(({ key }) => key === given);
  if (chosen !== undefined) return chosen.text;
  const known = reasons.map(({ key, text }) => `${key} (${text})`).join('; ');
  throw new DomainError('REGISTER.REASON', { known });
}
