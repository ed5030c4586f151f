/** What a caller may do. `sessions` is for keys alone: to open sessions for counsellors whom another server has signed in. */
export const scopes = ['chat', 'catalogue', 'sessions', 'oversight', 'audit', 'protection', 'operator'] as const
export type Scope = (typeof scopes)[number]

/** What a person is here. A role is given; its scopes follow. */
export const roles = ['counsellor', 'referent', 'auditor', 'protection-officer', 'operator'] as const
export type Role = (typeof roles)[number]

const scopesOfRole: Record<Role, readonly Scope[]> = {
  counsellor: ['chat', 'catalogue'],
  referent: ['chat', 'catalogue', 'oversight', 'protection'],
  /** Counts and events, and nothing that was said. */
  auditor: ['oversight', 'audit'],
  /** Answers the person concerned: all of one exchange, by its reference, which is told as an event. */
  'protection-officer': ['audit', 'protection'],
  /** Runs the machine: what it measures, no exchange. */
  operator: ['catalogue', 'operator'],
}

export const scopesOf = (given: Iterable<Role>): ReadonlySet<Scope> =>
  new Set([...given].flatMap((role) => scopesOfRole[role]))

/** The roles that give a scope. */
export const rolesWith = (scope: Scope): Role[] => roles.filter((role) => scopesOfRole[role].includes(scope))

export const isRole = (name: unknown): name is Role => roles.some((role) => role === name)
export const isScope = (name: unknown): name is Scope => scopes.some((scope) => scope === name)

/** Names in one column, separated by spaces; what this release does not know gives nothing. */
export const rolesIn = (column: string): Role[] => column.split(' ').filter(isRole)
export const scopesIn = (column: string): Scope[] => column.split(' ').filter(isScope)
