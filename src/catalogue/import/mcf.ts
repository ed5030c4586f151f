import { type Offer, untold } from '../../item.ts'
import { accept } from './accept.ts'
import { csvFormat } from './csv-format.ts'
import type { CsvRow } from './csv-records.ts'
import type { ImportContext, Imported } from './format.ts'
import { beginningOf, createPartnerText } from './partner-text.ts'
import { amountOf, codeOf, hoursOf, isoDateOf, romeCodesOf, sheetOf, siretOf } from './published-values.ts'

/**
 * Mon Compte Formation as open data (Caisse des dépôts): one training of one provider a row, in one département or at a distance. It gives no
 * dates and no communes; hours and prices as a span over the sessions.
 */
export const mcf = csvFormat('mcf', readRow)

/** Who publishes it, when no partner is named with the file. */
const PUBLISHER = 'Mon Compte Formation'

function readRow(row: CsvRow, context: ImportContext): Imported {
  const { position } = row
  const text = createPartnerText(context)
  const repaired = new Set(row.repaired)
  const number = row.value('numero_formation')
  const title = text.line(row.value('intitule_formation')) ?? text.line(row.value('intitule_certification'))
  const provider = text.line(row.value('nom_of'))
  if (!number) return { refused: 'incomplete', detail: 'numero_formation', position }
  if (!title) return { refused: 'incomplete', detail: `intitule_formation (${number})`, position }
  if (!provider) return { refused: 'incomplete', detail: `nom_of (${number})`, position }
  if (row.value('nb_session_active') === '0') return { refused: 'closed', detail: number, position }
  const siret = siretOf(row.value('siret'))
  if (!siret && row.value('siret')) repaired.add('SIRET with a wrong key left out')
  const department = row.value('code_departement')
  const objective = text.read(row.value('objectif_formation'))
  const content = [
    text.read(row.value('contenu_formation')),
    text.read(row.value('points_forts')),
    text.read(row.value('resultats_attendus_formation')),
    spans(row),
  ].filter((part) => part !== undefined)
  const price = onlyOne(row, 'frais_ttc_tot', amountOf)

  return accept(
    {
      ...untold(),
      kind: 'training',
      title,
      summary: beginningOf(objective ?? content[0] ?? ''),
      objective,
      content: content.length > 0 ? content.join('\n\n') : undefined,
      provider: { name: provider, siret },
      certification: readCertification(row, text.line(row.value('intitule_certification')) ?? title),
      occupations: romeCodesOf([1, 2, 3, 4, 5].map((at) => row.value(`code_rome_${at}`))).map((code) => ({
        code,
        label: context.referential.byCode(code)?.label ?? code,
      })),
      modality: modalityOf(row),
      hours: onlyOne(row, 'nombre_heures_total', hoursOf),
      // A price of 0 is how files say "not filled in".
      ...(price !== undefined && price > 0 && { price: { amount: price, currency: 'EUR' as const } }),
      funding: ['Compte personnel de formation (CPF)'],
      contact: { organisation: provider },
      updatedAt: isoDateOf(row.value('date_extract')) ?? context.receivedAt,
      partner: { name: context.partner ?? PUBLISHER, reference: department ? `${number}/${department}` : number },
      declared: {
        certifinfo: codeOf(row.value('code_certifinfo')),
        formacodes: [1, 2, 3, 4, 5].flatMap((at) => codeOf(row.value(`code_formacode_${at}`)) ?? []),
        nsf: [1, 2, 3].flatMap((at) => codeOf(row.value(`code_nsf_${at}`)) ?? []),
      },
    },
    { text, repaired, position },
  )
}

/** `type_referentiel` says which register the code is of; the column of the other one holds no number. */
function readCertification(row: CsvRow, label: string): Offer['certification'] {
  const register = row.value('type_referentiel')?.toUpperCase() ?? ''
  const written = codeOf(row.value('code_rncp'))
  const inventory = codeOf(row.value('code_inventaire'))
  const rncp = register.startsWith('RNCP') ? sheetOf('RNCP', written) : undefined
  const rs = register.startsWith('RS') ? sheetOf('RS', inventory ?? written) : undefined
  const level = Number(/niveau\s*(\d)/i.exec(row.value('libelle_niveau_sortie_formation') ?? '')?.[1])
  return rncp || rs ? { rncp, rs, label, level: level >= 1 && level <= 8 ? level : undefined } : undefined
}

function modalityOf(row: CsvRow): Offer['modality'] {
  const remote = Number(row.value('nb_session_a_distance') ?? 0)
  const active = Number(row.value('nb_session_active') ?? 0)
  if (remote === 0) return row.value('code_departement', 'nom_departement') ? 'onsite' : 'remote'
  return remote >= active ? 'remote' : 'mixed'
}

/** A fact when all sessions agree on it. */
function onlyOne(row: CsvRow, column: string, read: typeof amountOf): number | undefined {
  const least = read(row.value(`${column}_min`))
  return least !== undefined && least === read(row.value(`${column}_max`)) ? least : undefined
}

/** What differs between the sessions is said as published, and never taken for the fact of one. */
function spans(row: CsvRow): string | undefined {
  const said = (column: string, read: typeof amountOf, label: string, unit: string) => {
    const [least, most] = [read(row.value(`${column}_min`)), read(row.value(`${column}_max`))]
    const differ = least !== undefined && most !== undefined && least < most && least > 0
    return differ ? `${label}\u00a0: de ${number(least)} à ${number(most)} ${unit} selon la session.` : undefined
  }
  const place = [row.value('nom_departement'), row.value('nom_region')].filter((name) => name !== undefined)
  const lines = [
    said('nombre_heures_total', hoursOf, 'Durée', 'heures'),
    said('frais_ttc_tot', amountOf, 'Prix', 'euros TTC'),
    place.length > 0 ? `Lieu\u00a0: ${place.join(', ')}.` : undefined,
  ].filter((line) => line !== undefined)
  return lines.length > 0 ? lines.join('\n') : undefined
}

function number(value: number): string {
  return value.toLocaleString('fr-FR')
}
