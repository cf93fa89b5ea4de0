import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { broken, maxFileBytes, notAccepted, type PackageParts, tooLarge } from '#libs/tables';

const limits = {
  entries: 500,
  /** Of all entries together, unpacked. */
  unpackedBytes: 100 * 1024 * 1024,
  /** Unpacked to packed, of one entry; sheets of real lists stay under 30. */
  ratio: 200,
  /** Entries this small may compress as well as they like. */
  ratioFromBytes: 1024 * 1024,
};

/** Parts that tables are read from; pictures and the like are only named. */
const isRead = (name: string): boolean => /\.(?:xml|rels)$|^mimetype$/i.test(name);

/**
 * Unpacks an office package. Number, size and ratio of its entries are checked before anything is unpacked, and nothing
 * is unpacked to more than its directory states.
 *
 * @throws UnreadableFileError where a limit is passed; any error where the package is broken
 */
export async function unpack(bytes: Uint8Array): Promise<PackageParts> {
  if (bytes.length > maxFileBytes) throw tooLarge(`lớn hơn ${maxFileBytes / 1024 / 1024} MB`);
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = await directoryOf(zip);
  const parts = new Map<string, Uint8Array | undefined>();
  for (const entry of entries) {
    const { fileName } = entry;
    parts.set(fileName, isRead(fileName) ? await contentOf(zip, entry) : undefined);
  }
  return parts;
}

async function directoryOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > limits.entries) throw tooLarge('chứa quá nhiều thành phần');
  const entries: Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const { compressedSize, uncompressedSize } = entry;
    if (entry.isEncrypted()) throw notAccepted('có đặt mật khẩu');
    if (uncompressedSize > limits.ratioFromBytes && uncompressedSize > compressedSize * limits.ratio)
      throw tooLarge('có thành phần nén bất thường');
    total += uncompressedSize;
    if (total > limits.unpackedBytes) throw tooLarge('quá lớn khi giải nén');
    entries.push(entry);
  }
  return entries;
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const content = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(content) !== entry.crc32) throw broken();
  return content;
}
