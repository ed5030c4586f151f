import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StorageError } from './database.ts'
import type { Head } from './verify.ts'
import { writeOnce } from './write-once.ts'

/** A checkpoint as it stands in the file, one a line: the head of the chain at an instant, and its Ed25519 signature (base64). */
const Checkpoint = z.object({ seq: z.number().int(), digest: z.string(), at: z.string(), signature: z.string() })
type Checkpoint = z.infer<typeof Checkpoint>

export const checkpointFiles = {
  /** PKCS 8, for this user alone. */
  key: 'checkpoint-key.pem',
  /** To verify with, for whoever keeps copies of the checkpoints elsewhere. */
  publicKey: 'checkpoint-public-key.pem',
  checkpoints: 'checkpoints.jsonl',
}

/** Signed checkpoints of a folder; the key is made at the first start. Throws StorageError, `damaged` for a key that is none. */
export function openCheckpoints(dataDir: string) {
  const keyFile = join(dataDir, checkpointFiles.key)
  if (!existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeOnce(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
  const key = keyOf(keyFile)
  writeOnce(join(dataDir, checkpointFiles.publicKey), createPublicKey(key).export({ type: 'spki', format: 'pem' }))
  return {
    write({ seq, digest }: Head, at: Date): void {
      const told = { seq, digest, at: at.toISOString() }
      const signature = sign(null, bytesOf(told), key).toString('base64')
      appendFileSync(join(dataDir, checkpointFiles.checkpoints), `${JSON.stringify({ ...told, signature })}\n`)
    },
    read: () => readCheckpoints(dataDir, createPublicKey(key)),
  }
}

function keyOf(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file))
  } catch (cause) {
    throw new StorageError('damaged', { cause })
  }
}

export type ReadCheckpoints = { heads: Head[] } | { line: number; because: string }

/** All checkpoints of a folder whose signatures hold, or the first line that does not. A last line that a crash cut is left out. */
export function readCheckpoints(
  dataDir: string,
  publicKey: KeyObject = createPublicKey(readFileSync(join(dataDir, checkpointFiles.publicKey))),
): ReadCheckpoints {
  const file = join(dataDir, checkpointFiles.checkpoints)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
  const heads: Head[] = []
  for (const [index, line] of lines.entries()) {
    const read = parse(line)
    if (!read) return { line: index + 1, because: 'it cannot be read' }
    const { signature, ...told } = read
    if (!verify(null, bytesOf(told), publicKey, Buffer.from(signature, 'base64'))) {
      return { line: index + 1, because: 'its signature does not hold' }
    }
    heads.push({ seq: told.seq, digest: told.digest })
  }
  return { heads }
}

const bytesOf = ({ seq, digest, at }: Omit<Checkpoint, 'signature'>): Buffer => Buffer.from(`${seq} ${digest} ${at}`)

function parse(line: string): Checkpoint | undefined {
  try {
    return Checkpoint.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}
