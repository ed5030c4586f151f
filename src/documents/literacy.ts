import type { Role } from '../access/scopes.ts'
import { smallestCell } from '../record/oversight.ts'
import type { Table } from './document.ts'

/** Those of a role who took the course; `null` is everyone whose role is not kept here. */
export interface TookCourse {
  role: Role | null
  /** ISO dates, the earliest first. */
  took: readonly string[]
  /** How many people with this role ever signed in; null where nobody can tell. */
  known: number | null
}

/** The record of literacy (AI Act art. 4): totals by role, no name, below five masked as in the oversight. Undefined: no record is open here. */
export function literacyTable(taken: readonly TookCourse[] | undefined): Table {
  const rows = (taken ?? [])
    .filter(({ took, known }) => took.length > 0 || (known ?? 0) > 0)
    .map(({ role, took, known }) => [
      role === null ? others : roleNames[role],
      counted(took.length),
      known === null ? '–' : counted(known),
      took.length < smallestCell ? '–' : `${month(took[0]!)} à ${month(took.at(-1)!)}`,
    ])
  return {
    columns: ['Rôle', 'Ont suivi le parcours', 'Personnes connues avec ce rôle', 'De quand à quand'],
    rows: rows.length > 0 ? rows : [['Tous', 'aucun parcours enregistré', '–', '–']],
    from: 'src/record/sql-records.ts',
  }
}

const counted = (count: number): string =>
  count === 0 ? '0' : count < smallestCell ? `moins de ${smallestCell}` : String(count)

const month = (iso: string): string =>
  new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso))

export const roleNames: Readonly<Record<Role, string>> = {
  counsellor: 'Conseillers',
  referent: 'Référents',
  auditor: 'Auditeurs',
  'protection-officer': 'Délégués à la protection des données',
  operator: 'Exploitants',
}
const others = 'Sans rôle enregistré ici (sessions d’un autre outil, poste local)'
