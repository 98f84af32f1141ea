import { crc32 } from 'node:zlib';

/** Bytes of a seal: the CRC-32 of all before it, little-endian. What was changed on the disk is seen, and is not read as numbers. */
export const SEAL_BYTES = 4;

/** Writes the seal into the last bytes of a file's content. */
export function seal(content: Buffer): void {
  content.writeUInt32LE(crc32(content.subarray(0, -SEAL_BYTES)), content.length - SEAL_BYTES);
}

/** Whether a content is as it was sealed. */
export function isSealed(content: Uint8Array): boolean {
  const at = content.length - SEAL_BYTES;
  return (
    at >= 0 &&
    new DataView(content.buffer, content.byteOffset + at, SEAL_BYTES).getUint32(0, true) ===
      crc32(content.subarray(0, at))
  );
}
