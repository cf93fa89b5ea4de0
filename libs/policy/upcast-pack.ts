import type { PolicyPack } from './pack.schema.js';
import type { PackStage, StageRole } from './stages/stages.schema.js';

/** The keys by which the system knew such a stage up to 0.3.0, before packs said so; no other code goes by a key. */
const KEYS_BEFORE_ROLES: Readonly<Record<StageRole, string>> = {
  registration: 'registration',
  pledges: 'subunitPledges',
  dossier: 'dossier',
  close: 'close',
};
/** The scale of Thông tư 23/2022/TT-BCA, the only one there was before packs said it. */
const SCALE_BEFORE = 100;

/**
 * A pack as it is read now. Cycles keep whole packs for ever, so what a field meant before it was there is put in: the roles
 * of stages, for a role that no stage of the pack has; the scale, with the foundation of the table.
 */
export const upcastPack = (pack: PolicyPack): PolicyPack => withScale(withRoles(pack));

function withRoles(pack: PolicyPack): PolicyPack {
  const all = pack.stageSets.flatMap(({ stages }) => stages);
  const unsaid = (Object.keys(KEYS_BEFORE_ROLES) as StageRole[]).filter((role) =>
    all.every((stage) => stage.role !== role),
  );
  const roleOf = ({ key, kind }: PackStage): StageRole | undefined =>
    unsaid.find((role) => KEYS_BEFORE_ROLES[role] === key && (role !== 'close' || kind === 'clock'));
  if (!all.some((stage) => roleOf(stage) !== undefined)) return pack;
  return {
    ...pack,
    stageSets: pack.stageSets.map((set) => ({
      ...set,
      stages: set.stages.map((stage) => {
        const role = stage.role ?? roleOf(stage);
        return role === undefined ? stage : { ...stage, role };
      }),
    })),
  };
}

function withScale(pack: PolicyPack): PolicyPack {
  const [first] = pack.criteria;
  if (first === undefined || pack.scale !== undefined) return pack;
  return { ...pack, scale: { src: first.src, status: first.status, total: SCALE_BEFORE } };
}
