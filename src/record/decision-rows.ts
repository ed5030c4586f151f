import { type SqlBool, sql } from 'kysely'
import { sqlWriter } from './database.ts'

/** A chain of decisions has one end, because `supersedes` is unique: the current decision is the one nothing supersedes. */
export const decisionsNotSuperseded = () =>
  sqlWriter
    .selectFrom('decisions')
    .select(['id', 'turn_id', 'body'])
    .where(sql<SqlBool>`not exists (select 1 from decisions successor where successor.supersedes = decisions.id)`)
