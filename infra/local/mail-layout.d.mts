export function layoutFiles(root?: string): { readonly source: string; readonly compiled: string };
export function compiledLayout(mjml: string): Promise<string>;
export function compileLayout(root?: string): Promise<boolean>;
