import type { Certification, OfficialCodes } from '../../codes/codes.ts'
import { type CsvRow, csvRows } from './csv-records.ts'
import { codeOf, romeCodesOf, sheetOf } from './published-values.ts'

export interface ReadCodes extends OfficialCodes {
  /** Rows read, of which `unused` said nothing of use here. */
  rows: number
  unused: number
}

/**
 * The official files that say what a code is about; which file is which is known by its columns. Certif Info (Carif-Oref); the open data of France
 * compétences on RNCP and RS (its tables Standard, Rome, Nsf and Formacode); the table of diplomas of apprenticeship (CFD beside RNCP);
 * the thesaurus Formacode.
 */
export async function readCodes(files: readonly AsyncIterable<Uint8Array>[]): Promise<ReadCodes> {
  const known: Certification[] = []
  const sheets = new Map<string, Certification>()
  const cfds: { cfd: string; rncp: string }[] = []
  const formacodes = new Map<string, string>()
  let rows = 0
  let unused = 0

  /** A sheet of a register, whose tables come in any order. */
  function sheet(row: CsvRow): Certification | undefined {
    const written = row.value('numero_fiche')
    if (!written) return undefined
    const before = sheets.get(written)
    if (before) return before
    const rncp = written.startsWith('RNCP') ? sheetOf('RNCP', written) : undefined
    const rs = written.startsWith('RS') ? sheetOf('RS', written) : undefined
    const made: Certification = { label: written, rncp, rs, romes: [], formacodes: [] }
    sheets.set(written, made)
    return made
  }

  function note(row: CsvRow): boolean {
    const term = row.value('descripteur en typo riche')
    const termCode = codeOf(row.value('code du terme'))
    if (term && termCode) return formacodes.set(termCode, term) !== undefined
    const certifinfo = codeOf(row.value('code_diplome'))
    const label = row.value('libelle_diplome')
    if (certifinfo && label) return known.push(certifInfo(row, certifinfo, label)) > 0
    const rncp = sheetOf('RNCP', row.value('code_rncp'))
    if (certifinfo && rncp) return cfds.push({ cfd: cfdOf(certifinfo) ?? certifinfo, rncp }) > 0
    const one = sheet(row)
    if (!one) return false
    one.label = row.value('intitule') ?? one.label
    one.romes.push(...romeCodesOf([row.value('codes_rome_code', 'code_rome')]))
    const formacode = codeOf(row.value('formacode_code', 'code_formacode'))
    if (formacode) one.formacodes.push(formacode)
    one.nsf ??= /^\d{3}/.exec(row.value('nsf_code', 'code_nsf') ?? '')?.[0]
    return true
  }

  for (const file of files) {
    for await (const row of csvRows(file)) {
      rows += 1
      if ('refused' in row || !note(row)) unused += 1
    }
  }
  const certifications = [...known, ...[...sheets.values()].filter(({ label }) => !/^R(?:NCP|S)\d+$/.test(label))]
  // A code of apprenticeship gives a certification that bears the same number in the register.
  const byRncp = Map.groupBy(certifications, ({ rncp }) => rncp)
  const told = new Set(certifications.flatMap(({ cfd }) => cfd ?? []))
  for (const { cfd, rncp } of cfds) {
    const [one] = byRncp.get(rncp) ?? []
    if (one && !told.has(cfd)) certifications.push({ ...one, certifinfo: undefined, cfd })
  }
  return { certifications, formacodes: [...formacodes].map(([code, label]) => ({ code, label })), rows, unused }
}

function certifInfo(row: CsvRow, certifinfo: string, label: string): Certification {
  const formacode = codeOf(row.value('code_formacode'))
  return {
    label: label.replaceAll("''", "'"),
    certifinfo,
    rncp: sheetOf('RNCP', row.value('code_rncp')),
    rs: sheetOf('RS', row.value('code_rs')),
    cfd: cfdOf(row.value('code_scolarité')),
    nsf: /^\d{3}/.exec(row.value('code_nsf') ?? '')?.[0],
    romes: romeCodesOf([1, 2, 3, 4, 5].map((at) => row.value(`code_rome_${at}`))),
    formacodes: formacode ? [formacode] : [],
  }
}

/** Eight characters; a spreadsheet may have eaten the leading zero. */
export function cfdOf(written: string | undefined): string | undefined {
  const code = (codeOf(written) ?? '').toUpperCase()
  return /^[0-9A-Z]{7,8}$/.test(code) ? code.padStart(8, '0') : undefined
}
