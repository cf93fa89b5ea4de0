import type { EntryTemplate, PaperSlip } from '#libs/application';
import type { Config } from '#libs/config';
import { entryWorkbook, paperSlipFile } from '#libs/documents';

/** The files of papers that come to an office: the workbook into which they are typed, and the slip of one. */
export class PaperFiles {
  constructor(private readonly config: Pick<Config, 'api'>) {}

  workbook(template: EntryTemplate): Promise<Uint8Array> {
    return entryWorkbook(template);
  }

  /** The code on the slip leads to where people reach the system. */
  slip(slip: PaperSlip): Promise<Uint8Array> {
    const { publicUrl, url } = this.config.api;
    return paperSlipFile(slip, publicUrl ?? url);
  }
}
