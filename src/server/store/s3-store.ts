import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type BlobContent, type BlobEntry, type BlobStore, type ByteRange, checkedKey } from './blob-store.ts';
import { inParallel } from '../../storage/in-parallel.ts';
import { storeFailure } from './store-failure.ts';

/** A bucket, and the folder in it that is the store. */
export interface BucketAddress {
  readonly bucket: string;
  /** Empty, or without `/` at its ends. */
  readonly prefix: string;
}

/** Bytes of a part of a large object: S3 takes 10,000 of them, from 5 MB on. What is smaller goes in one request. */
const PART_BYTES = 8 * 1024 ** 2;
/** Parts that are on their way at the same time: so many are in memory. */
const PARTS_AT_ONCE = 4;

/** Milliseconds until a connection stands, and of silence in one that does. */
const CONNECT_MS = 5000;
const SILENCE_MS = 60_000;
/** How often something is tried before it is said to have failed; with pauses that double. */
const ATTEMPTS = 4;

const DELETES_AT_ONCE = 8;

/**
 * Blobs as objects of a bucket of S3, or of what speaks like it. S3 is strongly consistent: an object is seen by all once it is written, and whole, also where it came in parts. Address, region and
 * key come from the environment by the names that AWS gave them, and wherever else its client looks for them.
 */
export class S3Store implements BlobStore {
  readonly name = 's3';
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;
  /** What the store is called in messages: nothing but its address. */
  private readonly endpoint: string;

  constructor({ bucket, prefix }: BucketAddress) {
    this.bucket = bucket;
    this.prefix = prefix === '' ? '' : `${prefix}/`;
    const own = process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL'];
    this.endpoint = !own ? 'AWS' : URL.canParse(own) ? new URL(own).origin : 'AWS_ENDPOINT_URL';
    // It says on stderr, where the log is, which version of Node.js later versions of it will need.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    this.client = new S3Client({
      // Stores of one's own have no name for each bucket, and their region is whatever they are told.
      ...(own && { forcePathStyle: true, ...(!process.env['AWS_REGION'] && { region: 'us-east-1' }) }),
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
      // Others than AWS do not know the checksums that it sends by itself.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async check(): Promise<void> {
    await this.told(() =>
      this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix: this.prefix, MaxKeys: 1 })),
    );
  }

  async put(key: string, content: Readable | Uint8Array | string): Promise<void> {
    const params = { ...this.at(key), Body: typeof content === 'string' ? Buffer.from(content) : content };
    let broken: Error | undefined;
    if (content instanceof Readable) content.once('error', (error) => (broken = error));
    try {
      // What fails is taken back, parts that were there already too.
      await this.told(() =>
        new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done(),
      );
    } catch (error) {
      // That taking back failed is not the reason.
      throw broken ?? error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<BlobContent | undefined> {
    if (range && range.start >= range.end) return (await this.has(key)) ? NOTHING() : undefined;
    try {
      const { Body, ContentLength } = await this.told(
        () =>
          this.client.send(
            new GetObjectCommand({ ...this.at(key), ...(range && { Range: `bytes=${range.start}-${range.end - 1}` }) }),
          ),
        'InvalidRange',
      );
      return {
        bytes: ContentLength ?? 0,
        stream: Readable.from(this.passing(Body as Readable), { objectMode: false }),
      };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      // It begins where the object ends, or later.
      if (range && (error as Error).name === 'InvalidRange') return NOTHING();
      throw error;
    }
  }

  async *list(folder: string): AsyncGenerator<BlobEntry> {
    const Prefix = this.prefix + (folder === '' ? '' : `${checkedKey(folder)}/`);
    let ContinuationToken: string | undefined;
    do {
      // Names come encoded, where the store can do that: not every character of a key can stand in XML.
      const page = await this.told(() =>
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.bucket,
            Prefix,
            EncodingType: 'url',
            ...(ContinuationToken !== undefined && { ContinuationToken }),
          }),
        ),
      );
      const plain = (key: string) => (page.EncodingType === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key);
      for (const { Key, Size } of page.Contents ?? [])
        if (Key !== undefined) yield { key: plain(Key).slice(this.prefix.length), bytes: Size ?? 0 };
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
  }

  async delete(key: string): Promise<void> {
    await this.told(() => this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  /** One by one: for deleting many at once, stores do not agree on the checksum that they want. */
  async deleteAll(folder: string): Promise<void> {
    await inParallel(DELETES_AT_ONCE, this.list(folder), ({ key }) => this.delete(key));
  }

  private async has(key: string): Promise<boolean> {
    return this.told(() => this.client.send(new HeadObjectCommand(this.at(key)))).then(
      () => true,
      (error: unknown) => {
        if (isAbsent(error)) return false;
        throw error;
      },
    );
  }

  private at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.bucket, Key: this.prefix + checkedKey(key) };
  }

  /** Does something; what fails is told in words, but that an object is not there. */
  private async told<T>(act: () => Promise<T>, ...plain: readonly string[]): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw isAbsent(error) || plain.includes((error as Error).name)
        ? error
        : storeFailure(error, this.bucket, this.endpoint);
    }
  }

  private async *passing(body: Readable): AsyncGenerator<Buffer> {
    try {
      yield* body as AsyncIterable<Buffer>;
    } catch (error) {
      throw storeFailure(error, this.bucket, this.endpoint);
    }
  }
}

const NOTHING = (): BlobContent => ({ bytes: 0, stream: Readable.from([]) });

const isAbsent = (error: unknown) => ['NoSuchKey', 'NotFound'].includes((error as Error).name);
