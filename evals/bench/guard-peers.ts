import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Masked, maskedParts } from './masked-parts.ts'

/** A library that masks personal data, as its README says to use it, with every type that it knows. */
export interface Peer {
  name: string
  /** The range of versions that is measured. */
  range: string
  start(load: NodeJS.Require): (text: string) => Masked[] | Promise<Masked[]>
}

export const peers: readonly Peer[] = [
  {
    name: 'openredaction',
    range: '^1.1.5',
    start(load) {
      const { OpenRedaction }: OpenRedactionModule = load('openredaction')
      const reader = new OpenRedaction()
      return async (text) =>
        (await reader.detect(text)).detections.map(({ type, position: [start, end] }) => ({ type, start, end }))
    },
  },
  {
    name: '@openai/guardrails',
    range: '^0.2.1',
    start(load) {
      const { pii, PIIEntity }: GuardrailsModule = load('@openai/guardrails')
      const config = { entities: Object.values(PIIEntity), block: false, detect_encoded_pii: false }
      return async (text) => {
        const { info } = await pii(null, text, config)
        return Object.entries(info.detected_entities).flatMap(([type, values]) =>
          values.flatMap((value) => everywhere(text, value, type)),
        )
      }
    },
  },
  {
    name: 'anonymize-nlp',
    range: '^1.0.6',
    start(load) {
      const { AnonymizeNlp }: AnonymizeModule = load('anonymize-nlp')
      const reader = new AnonymizeNlp()
      return (text) => maskedParts(text, reader.anonymize(text), /<([A-Z_]+)\d*>/g)
    },
  },
  {
    name: 'redact-pii',
    range: '^3.4.0',
    start(load) {
      const { SyncRedactor }: RedactModule = load('redact-pii')
      const reader = new SyncRedactor()
      // A message that says "URL" is not one where a link was replaced by that word.
      return (text) => maskedParts(text, reader.redact(text.replaceAll('URL', 'url')), redactMarks)
    },
  },
]

/** Installs one library in a folder of its own, without running its scripts. Throws what npm said. */
export async function installPeer({ name, range }: Peer, folder: string): Promise<NodeJS.Require> {
  const manifest = join(folder, 'package.json')
  writeFileSync(manifest, '{ "private": true }')
  const parameters = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${range}`]
  await promisify(execFile)('npm', parameters, { cwd: folder, timeout: 180_000 })
  return createRequire(manifest)
}

/** Each place where a value stands in the text. */
function everywhere(text: string, value: string, type: string): Masked[] {
  const places: Masked[] = []
  for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
    places.push({ type, start, end: start + value.length })
  }
  return places
}

/** What it writes in place of what it finds; its option to choose the words changes nothing. */
const redactMarks =
  /(CREDIT_CARD_NUMBER|STREET_ADDRESS|ZIPCODE|PHONE_NUMBER|IP_ADDRESS|US_SOCIAL_SECURITY_NUMBER|EMAIL_ADDRESS|USERNAME|PASSWORD|CREDENTIALS|DIGITS|URL|PERSON_NAME)/g

interface OpenRedactionModule {
  OpenRedaction: new () => {
    detect(text: string): Promise<{ detections: { type: string; position: [number, number] }[] }>
  }
}
interface GuardrailsModule {
  PIIEntity: Record<string, string>
  pii(
    context: null,
    text: string,
    config: { entities: string[]; block: boolean; detect_encoded_pii: boolean },
  ): Promise<{ info: { detected_entities: Record<string, string[]> } }>
}
interface AnonymizeModule {
  AnonymizeNlp: new () => { anonymize(text: string): string }
}
interface RedactModule {
  SyncRedactor: new () => { redact(text: string): string }
}
