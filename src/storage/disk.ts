import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';

/** Every call by which the product changes something on a disk, in one place: tests let them fail here. */
export const disk = {
  openSync,
  writeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  closeSync,
  link,
  mkdir,
  open,
  rename,
  rm,
};
