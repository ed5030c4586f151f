import { REFUSALS } from './format.ts'
import type { PartnerReport } from './report.ts'
import { AGES_SAID, FIELDS_SAID, heldSaid, REFUSALS_SAID, repairSaid, SESSIONS_SAID } from './report-words.ts'
import type { Noted } from './tally.ts'

/** The report as a page that stands alone: no script, nothing loaded, every table with its caption and headers. */
export function reportPage(report: PartnerReport): string {
  const title = `Import de « ${report.source} »`
  const sections = [
    summary(report),
    changes(report),
    refusals(report),
    repairs(report),
    counted('Champs manquants', 'Champs vides parmi les enregistrements acceptés', 'Champ', missing(report), report),
    counted('Fraîcheur', 'Âge de la dernière mise à jour', 'Âge', said(report.freshness.changed, AGES_SAID), report),
    counted('Sessions', 'Dates des sessions', 'Dates', said(report.freshness.sessions, SESSIONS_SAID), report),
    duplicates(report),
    doubts(report),
  ].filter((section) => section !== '')
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${sections.join('\n')}
</main>
</body>
</html>
`
}

function summary(report: PartnerReport): string {
  const { accepted, repaired, format, files, receivedAt, catalogue } = report
  const refused = refusedIn(report).reduce((sum, [, { count }]) => sum + count, 0)
  const facts: [string, string][] = [
    ['Reçu le', date(receivedAt)],
    ['Format', format],
    [files.length > 1 ? 'Fichiers' : 'Fichier', files.join(', ')],
    ['Acceptés', `${number(accepted)}, dont ${number(repaired.records)} réparés`],
    ['Refusés', number(refused)],
    ...(catalogue
      ? ([
          ['Version du catalogue', catalogue.version],
          ['Catalogue entier', `${number(catalogue.offers)} offres, ${number(catalogue.items)} fiches`],
        ] as [string, string][])
      : []),
  ]
  const list = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')
  return `${warning(report)}<dl>${list}</dl>`
}

/** What kept the import from being published, or was accepted all the same. */
function warning({ outcome, held = [] }: PartnerReport): string {
  const said = (text: string) => `<p class="warning">${escaped(text)}</p>`
  if (outcome === 'empty') {
    return said('Aucun enregistrement n’a pu être accepté : le catalogue est resté tel qu’il était.')
  }
  if (held.length === 0) return ''
  const list = held.map((one) => `<li>${escaped(heldSaid(one))}</li>`).join('')
  const intro = said(
    outcome === 'held'
      ? 'Cet import est retenu : le catalogue est resté tel qu’il était, vos offres présentes restent proposées. Envoyez le fichier de nouveau en entier ou, si ce qu’il contient est voulu, confirmez-le à la personne qui l’a importé.'
      : 'Cet import a été publié après confirmation, malgré ce qui suit.',
  )
  return `${intro}<ul>${list}</ul>`
}

function changes({ changes }: PartnerReport): string {
  if (!changes) return ''
  const { added, changed, unchanged, withdrawn } = changes
  const rows: [string, number][] = [
    ['Nouvelles', added],
    ['Modifiées', changed],
    ['Inchangées', unchanged],
    ['Retirées (absentes de ce fichier)', withdrawn.count],
  ]
  const list = withdrawn.first.map(
    ({ reference, title }) => `<li>${escaped(title)} <code>${escaped(reference)}</code></li>`,
  )
  return section(
    'Depuis le dernier import',
    `${table(
      'Offres de cette source',
      ['Offres', 'Nombre'],
      rows.map(([name, count]) => [name, number(count)]),
    )}${folded('Offres retirées', list, withdrawn.count)}`,
  )
}

function refusals(report: PartnerReport): string {
  const parts = refusedIn(report).map(([reason, noted]) => {
    const { label, advice } = REFUSALS_SAID[reason]
    const heading = `<h3>${escaped(label)} : ${number(noted.count)}</h3>`
    return `${heading}<p>${escaped(advice)}</p>${positions(label, noted)}`
  })
  return parts.length === 0 ? '' : section('Refus', parts.join('\n'))
}

function positions(label: string, { count, first }: Noted): string {
  const rows = first.map(({ file, line, record, detail }) => [file, number(line), number(record), detail])
  const shown = count > first.length ? ` (les ${number(first.length)} premiers)` : ''
  const headers = ['Fichier', 'Ligne', 'Enregistrement', 'Détail']
  return `<details><summary>${escaped(label)} : où${shown}</summary>${table(`${label} : emplacements`, headers, rows)}</details>`
}

function refusedIn(report: PartnerReport): [(typeof REFUSALS)[number], Noted][] {
  return REFUSALS.flatMap((reason) => {
    const refused = report.refused[reason]
    return refused ? [[reason, refused] as [(typeof REFUSALS)[number], Noted]] : []
  })
}

function repairs(report: PartnerReport): string {
  const all = Object.entries(report.repaired.by).sort((a, b) => b[1].count - a[1].count)
  const rows = all.map(([repair, { count }]): [string, number] => [repairSaid(repair), count])
  const where = all.map(([repair, noted]) => positions(repairSaid(repair), noted)).join('')
  return counted(
    'Réparations',
    'Ce qui a été réparé, et dans combien d’enregistrements',
    'Réparation',
    rows,
    report,
    where,
  )
}

function missing(report: PartnerReport): [string, number][] {
  return report.missing.map(({ field, count }) => [FIELDS_SAID[field], count])
}

function said<Key extends string>(
  counts: Record<Key, number>,
  words: Readonly<Record<Key, string>>,
): [string, number][] {
  const keys = Object.keys(words) as Key[]
  return keys.map((key): [string, number] => [words[key], counts[key]]).filter(([, count]) => count > 0)
}

function counted(
  heading: string,
  caption: string,
  of: string,
  rows: [string, number][],
  { accepted }: PartnerReport,
  more = '',
): string {
  if (rows.length === 0) return ''
  const cells = rows.map(([name, count]) => [name, number(count), share(count, accepted)])
  return section(heading, `${table(caption, [of, 'Enregistrements', 'Part'], cells)}${more}`)
}

function duplicates({ duplicates }: PartnerReport): string {
  if (!duplicates || duplicates.items === 0) return ''
  const list = duplicates.first.map(({ title, offers }) => {
    const sources = offers.map(({ partner, reference }) => `${escaped(partner)} <code>${escaped(reference)}</code>`)
    return `<li>${escaped(title)} : ${sources.join(' ; ')}</li>`
  })
  const told = `${number(duplicates.offers)} offres de cette source forment ${number(duplicates.items)} fiches avec d’autres offres, de vous ou d’autres partenaires. Chaque partenaire y reste visible.`
  return section('Doublons', `<p>${told}</p>${folded('Fiches communes', list, duplicates.items)}`)
}

function doubts({ doubts }: PartnerReport): string {
  if (!doubts || doubts.pairs === 0) return ''
  const list = doubts.first.map(
    ([one, other]) => `<li><code>${escaped(one)}</code> et <code>${escaped(other)}</code></li>`,
  )
  const told =
    'Ces offres se ressemblent sans que rien ne prouve qu’il s’agit de la même. Elles restent séparées, jusqu’à ce qu’une personne décide.'
  return section('À départager', `<p>${told}</p>${folded('Paires', list, doubts.pairs)}`)
}

function section(heading: string, content: string): string {
  return `<section><h2>${escaped(heading)}</h2>${content}</section>`
}

function folded(label: string, items: readonly string[], count: number): string {
  if (items.length === 0) return ''
  const shown = count > items.length ? ` (les ${number(items.length)} premières)` : ''
  return `<details><summary>${escaped(label)}${shown}</summary><ul>${items.join('')}</ul></details>`
}

function table(caption: string, headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headers.map((header) => `<th scope="col">${escaped(header)}</th>`).join('')
  const body = rows.map(([first = '', ...cells]) => {
    const data = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')
    return `<tr><th scope="row">${escaped(first)}</th>${data}</tr>`
  })
  return `<div class="table" role="region" aria-label="${escaped(caption)}" tabindex="0"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/ (?=[:;?!»])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0')
}

function number(count: number): string {
  return count.toLocaleString('fr-FR')
}

function share(count: number, total: number): string {
  return total === 0 ? '' : `${((100 * count) / total).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0%`
}

function date(instant: string): string {
  return new Date(instant).toLocaleDateString('fr-FR', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1rem;margin:1.25rem 0 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}
th[scope=row]{font-weight:400}td{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
summary{cursor:pointer;padding:.35rem 0}.warning{border-left:.25rem solid #c60;padding:.25rem .75rem}
@media (max-width:30rem){dl{grid-template-columns:1fr}}`
