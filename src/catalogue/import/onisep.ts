import { type Offer, untold } from '../../item.ts'
import { accept } from './accept.ts'
import { csvFormat } from './csv-format.ts'
import type { CsvRow } from './csv-records.ts'
import { diplomaLevelOf } from './diploma-level.ts'
import type { ImportContext, Imported } from './format.ts'
import { placeOf } from './offer-place.ts'
import { beginningOf, createPartnerText } from './partner-text.ts'
import { codeOf, isoDateOf, pointOf, sheetOf, siretOf, uaiOf, webAddressOf } from './published-values.ts'

/**
 * The open data of Onisep about initial training: "Idéo-Actions de formation" (a training in a school) and "Idéo-Formations initiales" (a training,
 * whoever gives it). Onisep also exports LHÉO, which the format `lheo` reads. Column names of the first as its users quote them: no file was
 * at hand.
 */
export const onisep = csvFormat('onisep', (row, context) =>
  row.has(ACTION.id) ? readAction(row, context) : readTraining(row, context),
)

const PUBLISHER = 'Onisep'
/** Who gives a training of which Onisep publishes no school: its page lists them. */
const UNNAMED = 'Établissements recensés par l’Onisep'

const ACTION = {
  id: 'Action de Formation (AF) identifiant Onisep',
  title: 'Formation (FOR) libellé',
  type: 'FOR type',
  domain: 'FOR indexation domaine web Onisep',
  level: 'FOR niveau de sortie',
  page: 'AF page web',
  changed: 'AF date de modification',
  mode: 'AF modalités scolarité',
  duration: 'AF durée cycle standard',
  subjects: "AF éléments d'enseignement",
  cost: 'AF coût scolarité',
  admission: 'AF modalités accueil',
  accessibility: 'ENS accessibilité',
  boarding: 'ENS hébergement',
  site: 'ENS site web',
} as const

function readAction(row: CsvRow, context: ImportContext): Imported {
  const { position } = row
  const text = createPartnerText(context)
  const repaired = new Set(row.repaired)
  const id = row.value(ACTION.id)
  const title = text.line(row.value(ACTION.title))
  const provider = text.line(row.value("Lieu d'enseignement (ENS) libellé", 'ENS libellé'))
  if (!id) return { refused: 'incomplete', detail: ACTION.id, position }
  if (!title) return { refused: 'incomplete', detail: `${ACTION.title} (${id})`, position }
  if (!provider) return { refused: 'incomplete', detail: `ENS libellé (${id})`, position }
  const mode = row.value(ACTION.mode)?.toLowerCase() ?? ''
  const place = placeOf(
    {
      communeCode: row.value('ENS code commune (COG)', 'ENS code commune'),
      postcode: row.value('ENS code postal'),
      city: row.value('ENS commune'),
      point: pointOf(row.value('ENS latitude'), row.value('ENS longitude')),
    },
    context.places,
    repaired,
  )
  const said = (label: string, column: string) => {
    const written = text.line(row.value(column))
    return written && `${label}\u00a0: ${written}`
  }
  const content = [
    said('Enseignements', ACTION.subjects),
    said('Durée', ACTION.duration),
    said('Coût', ACTION.cost),
    said('Hébergement', ACTION.boarding),
  ].filter((part) => part !== undefined)
  const page = webAddressOf(row.value(ACTION.page))
  return accept(
    {
      ...offerOf(title, levelSaid(row.value(ACTION.level)), sheetOf('RNCP', codeOf(row.value('code RNCP')))),
      summary: summaryOf(row, ACTION.type, ACTION.domain),
      content: content.length > 0 ? content.join('\n') : undefined,
      provider: { name: provider, siret: siretOf(row.value('ENS n° SIRET', 'ENS SIRET')) },
      places: place ? [place] : [],
      modality: modalityOf(mode),
      schedule: /apprentissage|alternance/.test(mode)
        ? 'alternating'
        : /temps plein/.test(mode)
          ? 'full-time'
          : undefined,
      admission: text.read(row.value(ACTION.admission)),
      accessibility: text.read(row.value(ACTION.accessibility)),
      contact: { organisation: provider, url: webAddressOf(row.value(ACTION.site)) },
      url: page,
      updatedAt: isoDateOf(row.value(ACTION.changed)) ?? context.receivedAt,
      partner: {
        name: context.partner ?? PUBLISHER,
        reference: `${id}/${row.value('ENS code UAI') ?? '-'}`,
        url: page,
      },
      declared: { uai: uaiOf(row.value('ENS code UAI')) },
    },
    { text, repaired, position },
  )
}

function readTraining(row: CsvRow, context: ImportContext): Imported {
  const { position } = row
  const text = createPartnerText(context)
  const title = text.line(row.value('libellé formation principal'))
  const page = webAddressOf(row.value('lien site onisep.fr', 'URL et ID Onisep'))
  const reference = /FOR\.\d+/.exec(page ?? '')?.[0]
  if (!title) return { refused: 'incomplete', detail: 'libellé formation principal', position }
  if (!reference) return { refused: 'incomplete', detail: `lien site onisep.fr (${beginningOf(title, 80)})`, position }
  const duration = text.line(row.value('durée'))
  return accept(
    {
      ...offerOf(title, levelSaid(row.value('libellé niveau RNCP')), sheetOf('RNCP', codeOf(row.value('code RNCP')))),
      summary: summaryOf(row, 'libellé type formation', 'domaine/sous-domaine'),
      content: duration && `Durée\u00a0: ${duration}`,
      provider: { name: UNNAMED },
      places: [],
      modality: 'onsite',
      url: page,
      updatedAt: context.receivedAt,
      partner: { name: context.partner ?? PUBLISHER, reference, url: page },
    },
    { text, repaired: row.repaired, position },
  )
}

function offerOf(title: string, levelPublished: number | undefined, rncp: string | undefined) {
  const level = levelPublished ?? diplomaLevelOf(title)
  return {
    ...untold(),
    kind: 'training',
    title: title[0]!.toUpperCase() + title.slice(1),
    certification: rncp || diplomaLevelOf(title) ? { rncp, label: title, level } : undefined,
  } satisfies Partial<Offer>
}

/** "niveau 5 (bac + 2)", "bac + 5", "CAP ou équivalent". */
function levelSaid(written: string | undefined): number | undefined {
  const text = written?.toLowerCase() ?? ''
  const level = /niveau (\d)/.exec(text)?.[1]
  if (level) return Number(level)
  const years = Number(/bac \+ (\d)/.exec(text)?.[1])
  if (years) return YEARS_AFTER_BAC[Math.min(years, 8)]
  return /^cap\b/.test(text) ? 3 : /^bac\b/.test(text) ? 4 : undefined
}

/** Bac + 1 and bac + 4 have no level of their own: that of the diploma below. */
const YEARS_AFTER_BAC: readonly number[] = [4, 4, 5, 6, 6, 7, 7, 7, 8]

function summaryOf(row: CsvRow, type: string, domains: string): string {
  const kind = row.value(type)
  const about = (row.value(domains) ?? '').split('|').map((domain) => domain.split('/').at(-1)!.trim())
  const said = [...new Set(about.filter((domain) => domain !== ''))].slice(0, 4).join(', ')
  return [kind && `${kind[0]!.toUpperCase()}${kind.slice(1)}`, said].filter(Boolean).join('\u00a0: ')
}

function modalityOf(mode: string): Offer['modality'] {
  const remote = /à distance/.test(mode)
  return remote ? (/présentiel|hybride/.test(mode) ? 'mixed' : 'remote') : 'onsite'
}
