import { untold } from '../../item.ts'
import { accept } from './accept.ts'
import { csvFormat } from './csv-format.ts'
import type { CsvRow } from './csv-records.ts'
import type { ImportContext, Imported } from './format.ts'
import { createPartnerText } from './partner-text.ts'

/**
 * Behavioural skills: the "savoir-être professionnels" of a ROME table of skills, or the transversal skills of ESCO. They name what one can work
 * on; who helps with it is told by partners.
 */
export const skills = csvFormat('skills', (row, context) =>
  row.has('concepturi') ? readEsco(row, context) : readRome(row, context),
)

function readRome(row: CsvRow, context: ImportContext): Imported {
  const label = row.value('libelle_competence', 'libelle')
  const code = row.value('code_ogr', 'code_ogr_competence')
  if (!label || !code)
    return { refused: 'incomplete', detail: label ? 'code_ogr' : 'libelle_competence', position: row.position }
  if (!/savoirs?[ -]?[eê]tre/i.test(row.value('libelle_type_competence', 'categorie', 'type') ?? '')) {
    return { refused: 'off-topic', detail: label, position: row.position }
  }
  return skillOf(row, context, {
    label: label.replaceAll("''", "'"),
    reference: code,
    publisher: 'ROME (France Travail)',
  })
}

function readEsco(row: CsvRow, context: ImportContext): Imported {
  const label = row.value('preferredlabel')
  const uri = row.value('concepturi')
  if (!label || !uri)
    return { refused: 'incomplete', detail: label ? 'conceptUri' : 'preferredLabel', position: row.position }
  const transversal = row.value('reuselevel') === 'transversal' && row.value('skilltype') === 'skill/competence'
  if (!transversal || LANGUAGE.test(label) || TOOLS.test(label) || !/\s|er$|ir$|re$/.test(label)) {
    return { refused: 'off-topic', detail: label, position: row.position }
  }
  const synonyms = row.value('altlabels')?.split('\n').join(', ')
  return skillOf(row, context, { label, reference: uri.split('/').at(-1)!, publisher: 'ESCO', synonyms, url: uri })
}

/** ESCO files languages and office tools under "transversal" too. */
const LANGUAGE = /^(comprendre (l['’]|le |la |du )\S+ (écrit|parlé)|écrire en |interagir verbalement en |lire le )/
const TOOLS =
  /numérique|\btic\b|en ligne|logiciel|internet|informatique|tableur|appareils|données|virus|réseau privé|pare-feu|anti-spam|google|bing|swoogle|gps|robots|bases de|langages de requête|interface|technologi|nétiquette/i

function skillOf(
  row: CsvRow,
  context: ImportContext,
  skill: { label: string; reference: string; publisher: string; synonyms?: string; url?: string },
): Imported {
  const text = createPartnerText()
  const label = text.line(skill.label) ?? skill.label
  const synonyms = text.line(skill.synonyms)
  return accept(
    {
      ...untold(),
      kind: 'skill',
      title: label[0]!.toUpperCase() + label.slice(1),
      summary: synonyms ? `Aussi\u00a0: ${synonyms}.` : '',
      content: text.read(row.value('description', 'definition')),
      provider: { name: skill.publisher },
      // A skill is worked on anywhere.
      modality: 'mixed',
      url: skill.url,
      updatedAt: context.receivedAt,
      partner: { name: context.partner ?? skill.publisher, reference: skill.reference, url: skill.url },
    },
    { text, repaired: row.repaired, position: row.position },
  )
}
