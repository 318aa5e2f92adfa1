import { strFromU8 } from "fflate";

// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const UTF8 = 1 << 11;

/** The CRC-32 of each entry, by its name, as the central directory of an archive has it. */
export function checksumsOf(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const checksums = new Map<string, number>();
  let at = directoryOf(view);
  while (at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY) {
    const [flags, checksum] = [view.getUint16(at + 8, true), view.getUint32(at + 16, true)];
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const name = strFromU8(bytes.subarray(at + ENTRY_BYTES, nameEnd), (flags & UTF8) === 0);
    checksums.set(name, checksum);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}

/** Where the central directory begins: its end, before which only a comment may lie, says so. */
function directoryOf(view: DataView): number {
  let end = view.byteLength - DIRECTORY_END_BYTES;
  while (end > 0 && view.getUint32(end, true) !== DIRECTORY_END) end--;
  return end < 0 ? 0 : view.getUint32(end + 16, true);
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 as ZIP has it: the remainder by the reflected polynomial 0xedb88320. */
export function crc32(bytes: Uint8Array): number {
  let rest = -1;
  for (let i = 0; i < bytes.length; i++) {
    rest = (table[(rest ^ (bytes[i] as number)) & 255] as number) ^ (rest >>> 8);
  }
  return ~rest >>> 0;
}
