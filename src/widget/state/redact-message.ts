import type { Finding } from '../../../guardrails/finding.ts'
import type { Dropped } from '../../need/profile.ts'
import type { MessageBody } from './api.ts'
import type { BrowserGuard, Redaction } from './browser-guard.ts'

type Stays = Extract<Redaction, { stays: true }> & { pointer: string }

/** `policy` is the version that its texts were checked under; undefined when it has none. */
export type RedactedMessage = { stays: false; body: MessageBody; findings: Finding[]; policy?: string } | Stays
export type RedactedDossier = { stays: false; dossier: object; dropped: Dropped[]; policy?: string } | Stays

/** Redacts every string a person wrote in a message; the first that must stay keeps the whole message here. */
export async function redactMessage(message: MessageBody, guard: BrowserGuard): Promise<RedactedMessage> {
  const findings: Finding[] = []
  let policy: string | undefined
  const walked = await walk(message, '', {
    redact: async (text, pointer) => {
      if (isIdentifier(pointer)) return text
      const redaction = await guard.redact(text, pointer === '/text' ? message.corrections : [])
      if (redaction.stays) return { ...redaction, pointer }
      policy ??= redaction.policy
      // Offsets are those of one text, so only the findings of the message itself can be shown on it.
      if (pointer === '/text') findings.push(...redaction.findings)
      return redaction.text
    },
  })
  return isStays(walked) ? walked : { stays: false, body: walked.value as MessageBody, findings, policy }
}

/** Redacts the values of a dossier. A sensitive one stays here, alone, and is told; anything worse keeps the whole dossier here. */
export async function redactDossier(dossier: object, guard: BrowserGuard): Promise<RedactedDossier> {
  const dropped: Dropped[] = []
  let policy: string | undefined
  const walked = await walk(dossier, '', {
    redact: async (text, pointer) => {
      const redaction = await guard.redact(text)
      if (!redaction.stays) {
        policy ??= redaction.policy
        return redaction.text
      }
      const onlySensitive =
        redaction.findings.length > 0 &&
        redaction.findings.every(({ kind }) => kind !== 'conduct' && kind !== 'injection')
      if (!onlySensitive) return { ...redaction, pointer: `/dossier${pointer}` }
      dropped.push({ field: pointer, reason: 'protected' })
      return null
    },
  })
  return isStays(walked) ? walked : { stays: false, dossier: walked.value as object, dropped, policy }
}

interface Walk {
  redact: (text: string, pointer: string) => Promise<string | null | Stays>
}

/** Every string of a JSON value, redacted; numbers, booleans and keys stay as they are. */
async function walk(value: unknown, pointer: string, how: Walk): Promise<{ value: unknown } | Stays> {
  if (typeof value === 'string') {
    const redacted = await how.redact(value, pointer)
    return typeof redacted === 'object' && redacted !== null ? redacted : { value: redacted }
  }
  if (typeof value !== 'object' || value === null) return { value }
  const copy: [string, unknown][] = []
  for (const [key, part] of Object.entries(value)) {
    const walked = await walk(part, `${pointer}/${key}`, how)
    if (isStays(walked)) return walked
    copy.push([key, walked.value])
  }
  return { value: Array.isArray(value) ? copy.map(([, part]) => part) : Object.fromEntries(copy) }
}

const isStays = (walked: { value: unknown } | Stays): walked is Stays => 'stays' in walked

// Codes, enumerated words, dates and ids that this page copies from lists or from the server's own answers: nobody types them; and words that were taken back.
const identifiers = [
  /^\/template\/id$/,
  // Whoever takes words back says that they tell of nobody: the server judges.
  /^\/corrections\//,
  /^\/lead\/itemId$/,
  /^\/criteria\/(?:kinds|modality|excludeModalities|schedule|startAfter|startBefore|includeItems|excludeItems|excludeProviders|near|occupation)(?:\/|$)/,
  /^\/decision\/(?:kind|reason|optionIds|aside|itemId|optionsDigest|supersedes)(?:\/|$)/,
]
const isIdentifier = (pointer: string): boolean => identifiers.some((pattern) => pattern.test(pointer))
