import { type Document, leftToAgency, makeDocument } from './document.ts'
import { suitesWithoutWords } from './measured-tables.ts'
import { documentPage, indexPage } from './pages.ts'
import type { Evidence } from './sources.ts'
import { countAll, type Running } from './tables.ts'
import { readTemplate } from './template.ts'
import { faultsOf } from './verification.ts'

/** Nothing was written: each line says where and why. */
export class DocumentsError extends Error {
  override name = 'DocumentsError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`Rien n’est écrit : ${faults.length} phrase(s) ne tiennent pas.`)
    this.faults = faults
  }
}

export interface Order extends Running {
  /** Name and text of each template, in the order of the set. */
  templates: readonly { name: string; text: string }[]
  evidence: Evidence
  /** The build that is about to be described (build-digest.ts). */
  build: string
  /** ISO date. */
  today: string
}

export interface File {
  name: string
  text: string
}

/**
 * The whole set, or nothing: throws DocumentsError where a control's test is gone, a figure is of another build, or a reference leads nowhere, and
 * TemplateError where a sentence has no source.
 */
export function makeDocuments(order: Order): { files: File[]; documents: Document[] } {
  const { templates, evidence, build, today, figures, verification } = order
  const counted = countAll(order)
  const made = templates.map(({ name, text }) => makeDocument(readTemplate(name, text), counted, evidence))
  const faults = [...made.flatMap((one) => one.faults), ...faultsOf(verification, evidence)]
  for (const name of suitesWithoutWords(figures, order.words)) {
    faults.push(`data/documents/words.json\u00a0: la suite «\u00a0${name}\u00a0» n’a pas de nom en français.`)
  }
  if (figures.build !== build) {
    faults.unshift(
      `Les mesures sont du ${figures.measuredOn}, sur une autre version (${figures.build}, ici ${build}) : « npm run eval -- --keep » mesure celle-ci.`,
    )
  }
  if (faults.length > 0) throw new DocumentsError(faults)
  const documents = made.map(({ document }) => document)
  const left = leftToAgency(documents)
  const on = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(today))
  const about = { on, build }
  return {
    documents,
    files: [
      { name: 'index.html', text: String(indexPage(documents, left, about)) },
      ...documents.map((document) => ({ name: `${document.name}.html`, text: String(documentPage(document, about)) })),
      {
        name: 'documents.json',
        text: `${JSON.stringify({ madeOn: today, build, documents, leftToAgency: left }, null, 2)}\n`,
      },
    ],
  }
}
