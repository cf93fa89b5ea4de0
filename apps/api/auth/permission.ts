import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#libs/access';

const PERMISSIONS = 'permissions';

/**
 * The acts of the table of rights that a route carries out, any one of which lets a caller in. Who could do none of them
 * to anything is turned away before the request is read; what depends on the subject is asked by the use case.
 */
export const RequirePermission = (...acts: readonly [Permission, ...Permission[]]) =>
  SetMetadata(PERMISSIONS, acts);

/** The acts that the handler of a route names; undefined where it names none, which only an open route may. */
export const permissionsOf = (handler: object): readonly Permission[] | undefined =>
  Reflect.getMetadata(PERMISSIONS, handler) as readonly Permission[] | undefined;
