interface LockedPackage {
  version?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  lockfileVersion?: number;
  packages: Record<string, LockedPackage>;
}
interface Platform {
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

export function platformOf(name: string): Platform;
export function completeLock(lock: Lock): {
  lock: { packages: Record<string, LockedPackage & Platform> };
  added: string[];
  addresses: number;
};
