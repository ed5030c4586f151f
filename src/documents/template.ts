import { type Source, type SourceKind, sourceKinds } from './sources.ts'

/**
 * A document as its owners write it (data/documents/*.md): lines of Markdown, each sentence or group of sentences followed by what it rests on in
 * square brackets: `[loi: RGPD art. 30]`, `[test: path « sentence »]`. `{réglage: NAME | where it is not set}`, `{mesure: suite / measure}` and `{nombre: NAME}` stand
 * for values and are sources of their own; `{tableau: NAME}` alone on a line is a table counted from the code.
 */
export interface Template {
  name: string
  title: string
  /** Who signs or reads it. */
  readers: string
  /** For someone who is owed plain words: what sentences rest on stays on the screen, and is not printed. */
  isPlain: boolean
  blocks: Block[]
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string; line: number }
  | { kind: 'paragraph' | 'item' | 'box'; text: string; sources: Source[]; line: number }
  | { kind: 'table'; table: string; line: number }

export class TemplateError extends Error {
  override name = 'TemplateError'
}

/** Throws TemplateError with the line where it cannot be read. */
export function readTemplate(name: string, text: string): Template {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const title = /^titre: (.+)$/m.exec(head)?.[1]
  const readers = /^lecteurs: (.+)$/m.exec(head)?.[1]
  if (!title || !readers) throw new TemplateError(`${name}: l’en-tête doit dire « titre: » et « lecteurs: ».`)
  const first = text.slice(0, text.length - body.length).split('\n').length
  const blocks = body.split('\n').flatMap((written, at): Block[] => {
    const line = first + at
    const said = written.trim()
    if (said === '') return []
    const heading = /^(##|###) (.+)$/.exec(said)
    if (heading) return [{ kind: 'heading', level: heading[1] === '##' ? 2 : 3, text: heading[2]!, line }]
    const table = /^\{tableau: ([\w-]+)\}$/.exec(said)
    if (table) return [{ kind: 'table', table: table[1]!, line }]
    const kind = said.startsWith('- ') ? 'item' : said.startsWith('☐ ') ? 'box' : 'paragraph'
    return [{ kind, ...sourced(kind === 'paragraph' ? said : said.slice(2), `${name}, ligne ${line}`), line }]
  })
  return { name, title, readers, isPlain: /^sources: hors impression$/m.test(head), blocks }
}

/** The words without their sources, and the sources: at least one. */
function sourced(said: string, where: string): { text: string; sources: Source[] } {
  const sources: Source[] = []
  const text = said
    .replace(/\s*\[([\p{L}]+)(?:: ([^\]]*))?\]/gu, (_, kind: string, reference = '') => {
      if (!isKind(kind)) throw new TemplateError(`${where}: « ${kind} » n’est pas une sorte de source.`)
      sources.push({ kind, reference: reference.trim() })
      return ''
    })
    .trim()
  for (const [, kind, reference] of text.matchAll(values)) {
    if (kind === 'mesure') sources.push({ kind, reference: reference! })
    if (kind === 'réglage') sources.push({ kind, reference: settingIn(reference!)[0] })
  }
  if (sources.length === 0) throw new TemplateError(`${where}: une phrase sans source.`)
  return { text, sources }
}

const isKind = (kind: string): kind is SourceKind => sourceKinds.some((one) => one === kind)

/** "NAME | what is said where it is not set". */
export function settingIn(reference: string): [name: string, without: string | undefined] {
  const [name = '', without] = reference.split(' | ')
  return [name, without]
}

/** `{mesure: suite / measure}`: the kind, the reference. */
export const values = /\{(mesure|réglage|nombre): ([^}]+)\}/g
