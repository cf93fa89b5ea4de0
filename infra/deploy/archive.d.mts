export function releaseName(root?: string): string;
export function makeArchive(folder?: string, root?: string): string;
