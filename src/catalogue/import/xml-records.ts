import { SaxesParser } from 'saxes'
import { decode } from './decode.ts'
import { withoutEntities } from './partner-text.ts'

/** An element with its local name: namespaces and prefixes change between versions of a format, names do not. */
export interface XmlElement {
  name: string
  attributes: Readonly<Record<string, string>>
  children: XmlElement[]
  text: string
}

export type XmlRecord =
  | { element: XmlElement; line: number; mended: boolean }
  | { broken: 'malformed' | 'truncated' | 'too-long'; detail: string; line: number }

/** UTF-16 units; bounds the memory that one record can take. */
const LONGEST_RECORD = 8_000_000

/**
 * Every element of that name, wherever it stands, each parsed on its own: what is broken inside one is reported, and reading goes on with the
 * next. `root` is the element whose end says that the file is whole.
 */
export async function* xmlRecords(
  chunks: AsyncIterable<Uint8Array>,
  { name, root }: { name: string; root: string },
): AsyncIterable<XmlRecord> {
  const opening = new RegExp(`<!--|<(?:[\\w.-]{1,40}:)?${name}(?=[\\s>/])`, 'g')
  const ending = new RegExp(`<(/?)(?:[\\w.-]{1,40}:)?${name}(?=[\\s>/])[^<>]{0,2000}>`, 'g')
  const whole = new RegExp(`</(?:[\\w.-]{1,40}:)?${root}\\s*>`)
  let text = ''
  let line = 1
  let found = 0
  let complete = false

  const drop = (length: number) => {
    line += newlinesIn(text.slice(0, length))
    text = text.slice(length)
  }

  /** Takes what can be taken of `text`; leaves the rest for when more has come. */
  function* take(last: boolean): Generator<XmlRecord> {
    let commentsEnd = true
    for (;;) {
      opening.lastIndex = 0
      const open = opening.exec(text)
      if (!open) {
        complete ||= whole.test(text)
        if (!last) drop(Math.max(0, text.length - 200))
        return
      }
      drop(open.index)
      if (open[0] === '<!--') {
        const end: number = commentsEnd ? text.indexOf('-->', 4) : -1
        if (end < 0 && !last && text.length < LONGEST_RECORD) return
        // A comment that never ends hides nothing: what follows it is read. Nor does any after it end, in what is here.
        commentsEnd = end >= 0
        drop(end < 0 ? 4 : end + 3)
        continue
      }
      found += 1
      ending.lastIndex = open[0].length
      const end = ending.exec(text)
      if (end && end[1] === '/') {
        yield parsed(text.slice(0, ending.lastIndex), line)
        drop(ending.lastIndex)
      } else if (end) {
        yield { broken: 'malformed', detail: `<${name}> is not closed before the next one`, line }
        drop(end.index)
      } else if (last) {
        yield { broken: 'truncated', detail: `the file ends inside <${name}>`, line }
        drop(text.length)
        complete = true
        return
      } else if (text.length > LONGEST_RECORD) {
        yield { broken: 'too-long', detail: `<${name}> is longer than ${LONGEST_RECORD} characters`, line }
        drop(text.length)
      } else return
    }
  }

  let searched = 0
  for await (const chunk of decode(chunks)) {
    text += chunk
    // A long record comes in many chunks: looking again each time would cost their square.
    if (text.length < searched * 1.5) continue
    yield* take(false)
    searched = text.length
  }
  yield* take(true)
  if (found === 0) yield { broken: 'malformed', detail: `no <${name}> in the file`, line: 1 }
  else if (!complete) yield { broken: 'truncated', detail: `the file ends before </${root}>`, line }
}

function parsed(source: string, line: number): XmlRecord {
  const first = parse(source)
  if (!('problem' in first)) return { element: first.element, line, mended: false }
  // Most broken files are so by a bare "&" or a character that XML forbids.
  const second = parse(mend(source))
  if (!('problem' in second)) return { element: second.element, line, mended: true }
  return { broken: 'malformed', detail: first.problem, line: line + first.line - 1 }
}

function mend(source: string): string {
  return withoutControls(source)
    .replace(/&(?:nbsp|[a-z]{2,8});/gi, (entity) => (XML_ENTITIES.has(entity) ? entity : withoutEntities(entity)))
    .replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);)/gi, '&amp;')
}

const XML_ENTITIES = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;'])

function withoutControls(source: string): string {
  return source.replace(/\p{Cc}/gu, (control) => (control === '\n' || control === '\t' ? control : ' '))
}

function parse(source: string): { element: XmlElement } | { problem: string; line: number } {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  parser.on('opentag', (tag) => {
    const element = { name: localName(tag.name), attributes: tag.attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    if (open.length > 1) open.pop()
  })
  const addText = (text: string) => {
    open.at(-1)!.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  try {
    // Throws at the first error.
    parser.write(source).close()
  } catch (error) {
    return { problem: (error as Error).message.replace(/^[\d:]+\s*/, ''), line: parser.line }
  }
  const [element] = document.children
  return element ? { element } : { problem: 'empty', line: 1 }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The children of that name. */
export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The first element at the end of a path of names. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (here, name) => here?.children.find((child) => child.name === name),
    element,
  )
}

/** Its text, trimmed; undefined when absent or empty. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return at(element, ...path)?.text.trim() || undefined
}

/** The texts of all elements at the end of a path, in the order of the file. */
export function textsAt(element: XmlElement | undefined, ...path: readonly string[]): string[] {
  const ends = path.reduce<XmlElement[]>(
    (here, name) => here.flatMap((one) => all(one, name)),
    element ? [element] : [],
  )
  return ends.map((end) => end.text.trim()).filter((text) => text !== '')
}
